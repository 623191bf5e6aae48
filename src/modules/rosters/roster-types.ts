import type { ConnectionFault, RejectionReason } from '../../facts/index.js';

/** HaloPSA's id of a person: a whole number, or its digits. */
type HaloId = number | string;

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
      readonly fault: ConnectionFault;
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
  readonly blocked: RejectionReason | null;
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

/** How many rows are left out of a list, and why. */
export interface LeftOutRows {
  /** members of a distribution list who are an address, and no user of HaloPSA */
  readonly addressesOnly: number;
  readonly withoutId: number;
  readonly withoutClient: number;
  /** people of other clients, whom HaloPSA sends where it ignores the filter */
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

/** Which of the rows that the filter found are on a page: 101–200 of 2,500. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
  readonly of: number;
}

/** Rows of the list, and where the pages beside them begin: null where there is no such page. */
export interface RosterRows {
  readonly rows: readonly RosterRow[];
  readonly range: RowRange;
  readonly previous: string | null;
  readonly next: string | null;
}
