import { isolated } from '../../../views/components/name.js';
import { momentText } from '../../../views/components/time.js';

const NO_BREAK_SPACE = '\u00a0';

export interface TitledImport {
  readonly team: { readonly name: string };
  /** name of the HaloPSA group */
  readonly group: string;
  readonly startedAt: Date;
}

/** What an import is called, wherever it stands: "Acme Ltd into Acme, 23 Nov 2026, 14:32 UTC". Its names are marked by `isolated`. */
export function importTitle({ team, group, startedAt }: TitledImport): string {
  // The date stays in one line, as far as a phone has room.
  const [day = '', time = ''] = momentText(startedAt).split(', ');
  const moment = [day, time].map((part) => part.replaceAll(' ', NO_BREAK_SPACE)).join(', ');
  return `${isolated(group)} into ${isolated(team.name)}, ${moment}`;
}
