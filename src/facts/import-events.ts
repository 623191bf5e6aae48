import type { GroupReference } from './groups.js';
import type { RejectionReason } from './reasons.js';
import type { NewEvent } from '../event-store/index.js';

export interface ImportPerson {
  readonly name: string;
  readonly email: string | null;
  readonly site: string;
}

/**
 * Stream `import-<id>`. Revision 0 is ImportStarted, revision n + 1 is person n, and the last event ends the import: listed = imported +
 * rejected + already in this Team + left out.
 */
export type ImportEvent =
  | NewEvent<
      'ImportStarted',
      {
        readonly importId: string;
        readonly teamId: string;
        readonly group: GroupReference;
        /** people in the list; `toDecide` of them get an event each */
        readonly listed: number;
        readonly toDecide: number;
        readonly alreadyInThisTeam: number;
        readonly leftOut: number;
      }
    >
  | NewEvent<
      'UserImported',
      {
        readonly importId: string;
        readonly teamId: string;
        readonly n: number;
        readonly haloId: number;
        readonly accountId: string;
        readonly person: ImportPerson & { readonly email: string };
      }
    >
  | NewEvent<
      'UserRejected',
      {
        readonly importId: string;
        readonly teamId: string;
        readonly n: number;
        readonly haloId: number;
        readonly reason: RejectionReason;
        readonly person: ImportPerson;
      }
    >
  | NewEvent<
      'ImportCompleted',
      { readonly importId: string; readonly teamId: string; readonly imported: number; readonly rejected: number }
    >
  | NewEvent<
      'ImportCancelled',
      {
        readonly importId: string;
        readonly teamId: string;
        readonly imported: number;
        readonly rejected: number;
        /** people who were to be decided but were not: they count as left out */
        readonly undecided: number;
      }
    >;
