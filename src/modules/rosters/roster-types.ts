import type { GroupRef, HaloId, TeamRef, Viewer } from '../../views/types.js';
import type { BlockReason } from '../../views/words.js';
import type { HaloFaultCode } from '../../views/halo-words.js';

/** What every page of a roster says: which people, for which Team. */
export interface RosterFrame {
  visitor: Viewer;
  rosterId: string;
  team: TeamRef;
  group: GroupRef;
  /** no process loads people at the moment */
  noWorker?: boolean | undefined;
}

/** Why HaloPSA is not asked at the moment. */
export type HaloWait = 'rate-limited' | 'maintenance' | 'proxy-refused' | 'halo-error';

export type RosterProgressState =
  | {
      readonly state: 'loading';
      readonly received: number;
      /** what HaloPSA announced; null: not known yet */
      readonly announced: number | null;
      readonly secondsLeft?: number | null | undefined;
    }
  | {
      readonly state: 'waiting';
      readonly received: number;
      readonly announced: number | null;
      readonly until: Date;
      readonly why: HaloWait;
    }
  | {
      readonly state: 'failed';
      readonly received: number;
      readonly announced: number | null;
      readonly fault: HaloFaultCode;
      readonly retryAt?: Date | undefined;
      /** the load can go on from where it was */
      readonly canGoOn?: boolean | undefined;
    }
  /** the list is there: the page loads anew */
  | { readonly state: 'ready'; readonly received: number };

export interface RosterRow {
  readonly haloId: HaloId;
  readonly name: string;
  readonly email: string | null;
  readonly site: string | null;
  readonly inactive: boolean;
  readonly serviceAccount: boolean;
  readonly generalUser: boolean;
  readonly technician: boolean;
  readonly prospect: boolean;
  /** why there is a red X; null: there is a checkbox */
  readonly blocked: BlockReason | null;
  /** with `duplicate-in-list`: name of the person of this list who keeps the address */
  readonly keeper?: string | null | undefined;
  readonly ticked: boolean;
}

export interface RosterCounts {
  readonly listed: number;
  /** rows with a checkbox */
  readonly importable: number;
  /** what "Select all importable" ticks: see `LeftOutOfAll` of roster-page.tsx */
  readonly selectAll: number;
  /** rows with a red X */
  readonly blocked: number;
  readonly ticked: number;
}

/** HaloPSA sent fewer people than it had announced: loaded, with a warning that stays. */
export interface FewerThanAnnounced {
  readonly announced: number;
  readonly received: number;
}

/** Rows that HaloPSA sent and that are not among the people, by reason. */
export interface LeftOutRows {
  readonly addressesOnly: number;
  readonly withoutId: number;
  readonly withoutClient: number;
  readonly strangers: number;
}

/** Why the list may not be what HaloPSA holds: said wherever it is used. */
export interface ListDoubts {
  readonly fewer: FewerThanAnnounced | null;
  /** it changed while it was read, each time */
  readonly unsure: 'changed' | 'no-number' | null;
  readonly leftOut: LeftOutRows;
}

export type RosterShow = 'all' | 'importable' | 'blocked' | 'ticked';
