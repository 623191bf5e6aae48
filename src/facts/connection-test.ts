import type { HaloFault } from './faults.js';

/** How many rows HaloPSA announces; `atLeast`: there may be more. */
export interface RowsSeen {
  readonly count: number;
  readonly atLeast: boolean;
}

/** What a test of stored credentials found. What it did not reach, because something failed before, is null. */
export interface ConnectionTest {
  /** tested on the HaloPSA page, for no Team */
  readonly teamId: null;
  readonly baseUrl: string;
  /** as it is stored; empty for none */
  readonly tenantId: string;
  /** as HaloPSA names it to everybody who asks */
  readonly tenantNamed: string | null;
  /** whether the token has the scopes `read:customers` and `read:distributionlists`; null if HaloPSA did not say */
  readonly rights: { readonly customers: boolean | null; readonly lists: boolean | null } | null;
  readonly clients: RowsSeen | null;
  readonly people: RowsSeen | null;
  /** null without `listsFault`: this HaloPSA has no distribution lists, or they were not reached */
  readonly lists: RowsSeen | null;
  readonly listsFault: HaloFault | null;
  readonly limit: {
    /** requests of this test */
    readonly requests: number;
    /** how many of them HaloPSA refused as too many */
    readonly refused: number;
    readonly waitedMs: number;
    /** what HaloPSA said of its limit when it refused one */
    readonly stated: {
      readonly requests: number | null;
      readonly windowMs: number | null;
      readonly retryAfterMs: number | null;
    } | null;
    /** the portal's own limit, and how much of it this reseller had used */
    readonly own: { readonly most: number; readonly windowMs: number; readonly used: number } | null;
  };
  /** ISO 8601; if HaloPSA, or the portal's own limit, named a time from which to try again */
  readonly retryAt: string | null;
  /** the origins that received the secret, as far as this portal knows */
  readonly secretSentTo: readonly string[];
}
