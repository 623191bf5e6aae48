import type { HaloFault } from '../../facts/index.js';
import type { Party } from './party.js';
import type { Secret } from './secret.js';

/** What it takes to sign in to one HaloPSA. */
export interface HaloCredentials {
  /** as `normaliseBaseUrl` gives it, such as `https://acme.halopsa.com` or `https://psa.example/halo` */
  readonly baseUrl: string;
  /** null for an on-premise HaloPSA, which has none */
  readonly tenantId: string | null;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** another origin that may be given the secret while HaloPSA names it, agreed to by a person after `other-sign-in-host` */
  readonly signInOrigin?: string;
  /** whose share of HaloPSA's limit they use; left out: of a reseller that no host has accepted yet */
  readonly party?: Party;
}

/** A list of people in HaloPSA: the users of a client company, or a distribution list. Ids are unique within a kind. */
export interface Group {
  readonly kind: 'client' | 'list';
  readonly id: number;
  /** cleaned; `#<id>` where HaloPSA has none */
  readonly name: string;
  /** what a client lies under in HaloPSA, to tell two of one name apart; null where there is none */
  readonly topLevel: string | null;
  readonly inactive: boolean;
}

/** A place of a client. */
export interface Site {
  readonly id: number;
  readonly clientId: number;
  /** cleaned; `#<id>` where HaloPSA has none */
  readonly name: string;
  readonly inactive: boolean;
}

export interface SiteList {
  readonly sites: readonly Site[];
  /** how many HaloPSA says the client has: as many as came, or more. May be wrong. */
  readonly announced: number;
  /** rows without a usable id, or without a client */
  readonly unusable: number;
  /** the list changed while it was read, each time: some may be missing */
  readonly unsure: boolean;
}

/** Whose people are asked for: a group's, or those of one site of a client. */
export type PeopleOf =
  Pick<Group, 'kind' | 'id'> | { readonly kind: 'site'; readonly id: number; readonly clientId: number };

export interface GroupList {
  readonly groups: readonly Group[];
  /** how many HaloPSA says there are: as many as came, or more. May be wrong. */
  readonly announced: number;
  /** rows without a usable id, which nobody can choose */
  readonly unusable: number;
  /** the list changed while it was read, each time: some may be missing */
  readonly unsure: boolean;
  /** why the distribution lists could not be read; null: they were, or there are none */
  readonly listsFault: HaloFault | null;
}

/** One user of HaloPSA, cleaned: well-formed text without control characters, of limited length. */
export interface HaloPerson {
  /** 1 to 2,147,483,647 */
  readonly haloId: number;
  /** may be empty; at most 200 characters */
  readonly name: string;
  /** as given, spaces and invisible characters at its ends removed; null where there is none. Not checked for its form. */
  readonly email: string | null;
  readonly siteName: string | null;
  readonly inactive: boolean;
  readonly serviceAccount: boolean;
  /** HaloPSA's placeholder of a site, known by its name only */
  readonly generalUser: boolean;
  /** an agent of HaloPSA, that is, of the reseller itself */
  readonly technician: boolean;
  /** a contact who is no customer yet */
  readonly prospect: boolean;
}

/** One page of a group's people. Feed `pageOutcome` to know whether another one follows. */
export interface UsersPage {
  /** those who belong to the group, in HaloPSA's order */
  readonly people: readonly HaloPerson[];
  /** how many HaloPSA says there are in all pages, people of other clients among them where it sends them; null where it does not say.
   * May be wrong either way. */
  readonly announced: number | null;
  /** rows that came, usable or not */
  readonly rows: number;
  /**
   * usable ids of all rows, also of people of other clients (HaloPSA ignores a filter that it does not know): what is new among these is
   * what `pageOutcome` asks for
   */
  readonly ids: readonly number[];
  /** rows without a usable id: nobody can be imported from them */
  readonly unusable: number;
  /** ids of rows that do not say whose they are */
  readonly withoutClient: readonly number[];
  /** members of a distribution list who are an address, and no user of HaloPSA */
  readonly addressesOnly: number;
}
