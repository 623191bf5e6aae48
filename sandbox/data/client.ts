import type { UserRow } from './rows.js';

/** A client with its place in the numbering. People are not stored but generated on request. */
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
  /** The rows themselves, if given instead of a number. */
  readonly rows: readonly Partial<UserRow>[] | null;
  readonly sameAddressesAs: Client | null;
  /** The client from which people copy an address, for duplicates across clients. */
  readonly neighbour: Client | null;
}
