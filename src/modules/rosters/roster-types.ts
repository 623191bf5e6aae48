import type { RowRange } from '../../shared/row-range.js';
import type { Since, Was } from './reload/reload-types.js';
import type { ConnectionFault, RejectionReason } from '../../facts/index.js';

/** HaloPSA's id of a person: a whole number, or its digits as text. */
type HaloId = number | string;

/** Why no requests are being made to HaloPSA. */
export type HaloWait = 'rate-limited' | 'maintenance' | 'proxy-refused' | 'halo-error';

export type RosterProgressState =
  | {
      readonly state: 'loading';
      readonly received: number;
      /** the number HaloPSA announced; null if not known yet */
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
      /** the load can be resumed from where it was */
      readonly canGoOn?: boolean | undefined;
    }
  /** the list is loaded: the page reloads */
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
  /** why the person has a red X; null: the person has a checkbox */
  readonly blocked: RejectionReason | null;
  /** with `duplicate-in-list`: name of the person in this list who keeps the address */
  readonly keeper?: string | null | undefined;
  /** with `already-has-account`: where, if it is in a Team of this reseller */
  readonly elsewhere?:
    { readonly accountId: string; readonly teamId: string; readonly team: string } | null | undefined;
  readonly ticked: boolean;
  /** since the list was reloaded */
  readonly since?: Since | null | undefined;
  /** with `changed`: the person as the list before had them */
  readonly was?: Was | null | undefined;
}

export const REASONS = [
  'no-email',
  'malformed-email',
  'duplicate-in-list',
  'already-in-this-team',
  'already-has-account',
] as const satisfies readonly RejectionReason[];

/** `unusual`: people who can be imported, and whom "Select all" leaves out because they are one of the others. */
export const KINDS = ['unusual', 'inactive', 'service-account', 'general-user', 'technician', 'prospect'] as const;

/** The people of a list who have one thing in common: why they cannot be imported, what HaloPSA says they are, or what a reload found. */
export type Facet = (typeof REASONS)[number] | (typeof KINDS)[number] | Since;

export const isKind = (show: RosterShow): boolean => (KINDS as readonly RosterShow[]).includes(show);

/** How many people have it, how many of them can be imported, and how many are ticked. */
export type FacetCounts = Readonly<Partial<Record<Facet, readonly [people: number, free: number, ticked: number]>>>;

export interface RosterCounts {
  readonly listed: number;
  /** rows with a checkbox */
  readonly importable: number;
  /** rows that "Select all" ticks: see `LeftOutOfAll` in roster-page.tsx */
  readonly selectAll: number;
  /** rows with a red X */
  readonly blocked: number;
  readonly ticked: number;
  /** empty for a list of an earlier version, until it is counted again */
  readonly facets?: FacetCounts | undefined;
  /** the sites with the most people, by name; empty for a list of an earlier version */
  readonly sites?: readonly (readonly [name: string, people: number])[] | undefined;
}

/** The people of a filter. */
export interface These {
  readonly shown: number;
  /** whom "Select these" ticks */
  readonly selectable: number;
  /** who can be imported, and whom it leaves out: inactive people, service accounts, and so on */
  readonly leftOut: number;
  readonly ticked: number;
}

/** HaloPSA sent fewer people than it had announced. The list is loaded, with a permanent warning. */
interface FewerThanAnnounced {
  readonly announced: number;
  readonly received: number;
}

/** How many rows were left out of a list, and why. */
export interface LeftOutRows {
  /** members of a distribution list with only an address, who are not HaloPSA users */
  readonly addressesOnly: number;
  readonly withoutId: number;
  readonly withoutClient: number;
  /** people of other clients, whom HaloPSA sends when it ignores the filter */
  readonly strangers: number;
}

/** Why the list may differ from what HaloPSA holds. Shown wherever the list is used. */
export interface ListDoubts {
  readonly fewer: FewerThanAnnounced | null;
  /** the list changed during every reading */
  readonly unsure: 'changed' | 'no-number' | null;
  readonly leftOut: LeftOutRows;
}

/** `usual`: whom "Select all" ticks */
export type RosterShow = 'all' | 'importable' | 'blocked' | 'ticked' | 'usual' | Facet;

/** Rows of the list, and where the previous, next and last pages begin: null if there is no such page. */
export interface RosterRows {
  readonly rows: readonly RosterRow[];
  readonly range: RowRange;
  readonly previous: string | null;
  readonly next: string | null;
  readonly last: string | null;
}
