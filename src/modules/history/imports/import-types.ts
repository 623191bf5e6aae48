import type { TeamThen } from '../../../views/components/team-of-then.js';
import type { HaloId, Sum } from '../../../views/types.js';
import type { BlockReason, ImportStatus } from '../../../views/words.js';

export interface ImportFacts {
  readonly id: string;
  readonly team: TeamThen;
  /** name of the HaloPSA group */
  readonly group: string;
  /** name of who pressed Import */
  readonly by: string;
  readonly startedAt: Date;
  /** null while it runs */
  readonly endedAt: Date | null;
  readonly status: ImportStatus;
  readonly sum: Sum;
}

export interface ImportPerson {
  readonly haloId: HaloId;
  readonly name: string;
  readonly email: string | null;
  readonly outcome: 'imported' | { readonly rejected: BlockReason };
  readonly at: Date;
}

export type PersonFilter = 'all' | 'imported' | 'rejected';

/** `with-rejections`: at least one person was rejected */
export type ImportFilter = 'all' | 'running' | 'completed' | 'cancelled' | 'with-rejections';
