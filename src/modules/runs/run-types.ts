import type { EventMetadata } from '../../event-store/index.js';
import type { GroupReference, UsersFault } from '../../facts/index.js';

/** Most pairs of a run: one page still shows them all. */
export const MOST_PAIRS = 100;

/** Most runs of a reseller that have not ended. Their lists do not count among its open lists. */
export const MOST_RUNS = 3;

/** Several groups that are imported into several Teams. */
export interface Run {
  readonly id: string;
  readonly resellerId: string;
  /** of the person who started it; its correlation id is the run's own id */
  readonly metadata: EventMetadata;
  readonly requestedAt: Date;
  readonly cancelRequestedAt: Date | null;
  readonly endedAt: Date | null;
}

/** Why a group goes into this Team: into it went its last import, it has the same name, or only the admin knows. */
export type Matched = 'history' | 'name' | 'none';

/** A group and its Team, as chosen. */
export interface ChosenPair {
  readonly group: GroupReference;
  readonly teamName: string;
  /** null: the Team is missing, and is added */
  readonly teamId: string | null;
  readonly matched: Matched;
}

export type PairDoubt =
  /** the warnings of a confirmation (imports/import-users/client-doubts.ts) */
  | 'other-domains'
  | 'group-went-elsewhere'
  | 'team-had-another-group'
  /** HaloPSA sent fewer people than it announced, or the list changed while it was read */
  | 'fewer'
  | 'unsure'
  /** the Team is neither that of the last import nor one of the group's name */
  | 'unmatched'
  /** another group of this run goes into the same Team */
  | 'shares-team';

/** What the import of a pair would do with the ticks of a version. */
export interface Judged {
  readonly listed: number;
  readonly toImport: number;
  readonly rejected: number;
  readonly alreadyInTeam: number;
  readonly leftOut: number;
  readonly doubts: readonly PairDoubt[];
}

/** Why a pair ended without an import. */
export type WhyStopped = 'no-one-left' | 'name-taken' | 'bad-name' | 'team-closed' | 'no-credentials';
/** Why a pair must be confirmed once more. */
export type WhyAgain = 'ticks-changed' | 'nobody-ticked' | 'not-ready';

/** A pair, with what is stored about its Team, its list and its import. */
export interface Pair {
  readonly n: number;
  readonly group: GroupReference;
  readonly teamId: string;
  readonly teamName: string;
  readonly isNew: boolean;
  readonly matched: Matched;
  readonly listId: string;
  readonly judged: Judged | null;
  readonly judgedVersion: number | null;
  readonly confirmedVersion: number | null;
  readonly outcome: 'skipped' | 'stopped' | null;
  readonly why: WhyStopped | WhyAgain | null;
  /** pages know the Team */
  readonly hasTeam: boolean;
  /** null: not begun to load */
  readonly list: 'loading' | 'loaded' | 'failed' | 'expired' | null;
  readonly fault: UsersFault | null;
  readonly received: number;
  readonly announced: number | null;
  readonly tickVersion: number | null;
  readonly import: 'none' | 'running' | 'cancelling' | 'ended';
}

/** The pair needs nothing more. */
export const isSettled = ({ outcome, import: its }: Pick<Pair, 'outcome' | 'import'>) =>
  outcome !== null || its === 'ended';
