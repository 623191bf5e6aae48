import { isolated } from '../../../views/components/name.js';
import { momentText } from '../../../views/components/time.js';

const NO_BREAK_SPACE = '\u00a0';

export interface TitledImport {
  readonly team: { readonly name: string };
  /** name of the HaloPSA group */
  readonly group: string;
  readonly startedAt: Date;
}

/** The title of an import, the same on all pages: "Acme Ltd into Acme, 23 Nov 2026, 14:32 UTC". Names in it are marked by `isolated`. */
export function importTitle({ team, group, startedAt }: TitledImport, zone: string): string {
  // Keeps the date on one line if a phone has room for it.
  const [day = '', time = ''] = momentText(startedAt, zone).split(', ');
  const moment = [day, time].map((part) => part.replaceAll(' ', NO_BREAK_SPACE)).join(', ');
  return `${isolated(group)} into ${isolated(team.name)}, ${moment}`;
}
