import type { HaloFault } from '../../facts/index.js';
import type { Party } from './party.js';
import type { Secret } from './secret.js';

/** The credentials for one HaloPSA. */
export interface HaloCredentials {
  /** as returned by `normaliseBaseUrl`, such as `https://acme.halopsa.com` or `https://psa.example/halo` */
  readonly baseUrl: string;
  /** null for an on-premise HaloPSA, which has none */
  readonly tenantId: string | null;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** another origin that may receive the secret while HaloPSA names it; an admin agreed to it after `other-sign-in-host` */
  readonly signInOrigin?: string;
  /** the party whose share of HaloPSA's limit is used; default: a reseller that no host has accepted yet */
  readonly party?: Party;
}

/** A list of people in HaloPSA: the users of a client company, or a distribution list. Ids are unique within a kind. */
export interface Group {
  readonly kind: 'client' | 'list';
  readonly id: number;
  /** cleaned; `#<id>` if HaloPSA has no name */
  readonly name: string;
  /** the client's parent in HaloPSA, to distinguish two clients of one name; null if the client has no parent */
  readonly topLevel: string | null;
  readonly inactive: boolean;
}

/** A site of a client. */
export interface Site {
  readonly id: number;
  readonly clientId: number;
  /** cleaned; `#<id>` if HaloPSA has no name */
  readonly name: string;
  readonly inactive: boolean;
}

export interface SiteList {
  readonly sites: readonly Site[];
  /** how many sites HaloPSA announced for the client, never fewer than came; may be wrong */
  readonly announced: number;
  /** rows without a usable id, or without a client */
  readonly unusable: number;
  /** the list changed during every reading: some sites may be missing */
  readonly unsure: boolean;
}

/** The people to ask for: those of a group, or of one site of a client. */
export type PeopleOf =
  Pick<Group, 'kind' | 'id'> | { readonly kind: 'site'; readonly id: number; readonly clientId: number };

export interface GroupList {
  readonly groups: readonly Group[];
  /** how many groups HaloPSA announced, never fewer than came; may be wrong */
  readonly announced: number;
  /** rows without a usable id, which cannot be selected */
  readonly unusable: number;
  /** the list changed during every reading: some groups may be missing */
  readonly unsure: boolean;
  /** why the distribution lists could not be read; null if they were read, or do not exist */
  readonly listsFault: HaloFault | null;
}

/** One HaloPSA user, cleaned: well-formed text without control characters, of limited length. */
export interface HaloPerson {
  /** 1 to 2,147,483,647 */
  readonly haloId: number;
  /** may be empty; at most 200 characters */
  readonly name: string;
  /** as given, without spaces and invisible characters at its ends; null if missing. Not validated. */
  readonly email: string | null;
  readonly siteName: string | null;
  readonly inactive: boolean;
  readonly serviceAccount: boolean;
  /** HaloPSA's placeholder user of a site, recognised only by its name */
  readonly generalUser: boolean;
  /** an agent in HaloPSA, that is, a person of the reseller itself */
  readonly technician: boolean;
  /** a contact who is not a customer yet */
  readonly prospect: boolean;
}

/** One page of a group's people. `pageOutcome` tells whether another page follows. */
export interface UsersPage {
  /** the people who belong to the group, in HaloPSA's order */
  readonly people: readonly HaloPerson[];
  /**
   * how many people HaloPSA announced for all pages, including people of other clients if it sends them; null if it announced none. May be
   * too high or too low.
   */
  readonly announced: number | null;
  /** rows received, usable or not */
  readonly rows: number;
  /**
   * usable ids of all rows, including people of other clients (HaloPSA ignores filters it does not know): `pageOutcome` needs the number of
   * new ones
   */
  readonly ids: readonly number[];
  /** rows without a usable id, which cannot be imported */
  readonly unusable: number;
  /** ids of rows without a client */
  readonly withoutClient: readonly number[];
  /** members of a distribution list with only an address, who are not HaloPSA users */
  readonly addressesOnly: number;
}
