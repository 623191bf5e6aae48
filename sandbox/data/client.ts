import type { UserRow } from './rows.js';

/** A client with its place in the numbering. People are not stored: they are made when they are asked for. */
export interface Client {
  readonly id: number;
  readonly name: string;
  readonly inactive: boolean;
  readonly size: number;
  readonly firstUserId: number;
  readonly firstSiteId: number;
  readonly siteNames: readonly string[];
  readonly toplevelId: number;
  readonly domain: string;
  readonly dirt: 'usual' | 'every' | 'none';
  readonly generalUserName: string;
  /** The rows themselves, where they were given instead of a number. */
  readonly rows: readonly Partial<UserRow>[] | null;
  readonly sameAddressesAs: Client | null;
  /** Where a person takes an address from that belongs to another client. */
  readonly neighbour: Client | null;
}
