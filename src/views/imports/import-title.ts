import { momentText } from '../components/time.js';

export interface TitledImport {
  readonly team: { readonly name: string };
  /** name of the HaloPSA group */
  readonly group: string;
  readonly startedAt: Date;
}

/** What an import is called, wherever it stands: "Acme Ltd into Acme, 23 Nov 2026, 14:32 UTC". */
export function importTitle({ team, group, startedAt }: TitledImport): string {
  return `${group} into ${team.name}, ${momentText(startedAt)}`;
}
