import type { RejectionReason } from '../../../facts/index.js';
import type { TeamThen } from '../../teams/index.js';

export type ImportStatus = 'running' | 'cancelling' | 'completed' | 'cancelled';

/** listed = imported + rejected + alreadyInTeam + leftOut + waiting. `waiting` is 0 unless the import is running. */
interface ImportSum {
  readonly listed: number;
  readonly imported: number;
  readonly rejected: number;
  readonly alreadyInTeam: number;
  readonly leftOut: number;
  readonly waiting: number;
}

export interface ImportFacts {
  readonly id: string;
  readonly team: TeamThen;
  /** name of the HaloPSA group */
  readonly group: string;
  /** name of the person who pressed Import */
  readonly by: string;
  readonly startedAt: Date;
  /** null while it is running */
  readonly endedAt: Date | null;
  readonly status: ImportStatus;
  readonly sum: ImportSum;
}

export interface ImportPerson {
  /** HaloPSA's id: a whole number, or its digits */
  readonly haloId: number | string;
  readonly name: string;
  readonly email: string | null;
  readonly outcome: 'imported' | { readonly rejected: RejectionReason };
  readonly at: Date;
}

export type PersonFilter = 'all' | 'imported' | 'rejected';

/** `with-rejections`: at least one person was rejected */
export type ImportFilter = 'all' | 'running' | 'completed' | 'cancelled' | 'with-rejections';
