import type { NewEvent } from '../event-store/index.js';
import type { HaloFault } from '../modules/halo-connector/index.js';
import type { SecretFault } from '../modules/credentials/sealing/seal.js';

/** Why the people of a group did not load. */
export type UsersFault = HaloFault | SecretFault | 'credentials-removed' | 'list-too-long';

/** Whose people are imported. */
export interface GroupReference {
  readonly kind: 'client' | 'list' | 'site';
  readonly id: number;
  /** of a site: "Client, Site" */
  readonly name: string;
  /** of a site: HaloPSA's id of its client */
  readonly clientId?: number;
}

/** What it takes to find a group. */
export type GroupKey = Omit<GroupReference, 'name'>;

/** Why groups were not loaded, or were not put in place of others. `sees-no-clients`: HaloPSA accepted the credentials and showed no client. */
export type GroupsFault = HaloFault | SecretFault | 'sees-no-clients';

/**
 * Stream `halo-connection-<resellerId>`: who stored, used and removed the reseller's credentials, and for which Team.
 * `teamId` is null where it was done from the HaloPSA page. No secret is in here: `fingerprint` only tells two secrets apart.
 * `secretSentTo`: the origins that were given the secret, as far as this portal knows; events of an older version do not say.
 */
export type HaloConnectionEvent =
  | NewEvent<
      'HaloCredentialsStored',
      {
        readonly teamId: string | null;
        readonly baseUrl: string;
        readonly tenantId: string;
        readonly clientId: string;
        readonly fingerprint: string;
        readonly signInOrigin?: string | null;
        readonly secretSentTo?: readonly string[];
      }
    >
  | NewEvent<'HaloCredentialsRemoved', { readonly teamId: string | null }>
  | NewEvent<'GroupsLoaded', { readonly teamId: string; readonly groups: number }>
  | NewEvent<
      'GroupsNotLoaded',
      { readonly teamId: string; readonly reason: GroupsFault; readonly secretSentTo?: readonly string[] }
    >
  | NewEvent<'SitesLoaded', { readonly teamId: string; readonly group: GroupReference; readonly sites: number }>
  | NewEvent<
      'SitesNotLoaded',
      {
        readonly teamId: string;
        readonly group: GroupReference;
        readonly reason: GroupsFault;
        readonly secretSentTo?: readonly string[];
      }
    >
  | NewEvent<
      'UsersLoaded',
      {
        readonly teamId: string;
        readonly group: GroupReference;
        readonly announced: number | null;
        readonly received: number;
        /** the list changed while it was read, each time; older events do not say */
        readonly unsure?: boolean;
        /** rows that HaloPSA sent and that are left out, by reason; older events do not say */
        readonly leftOut?: Readonly<Record<'addressesOnly' | 'withoutId' | 'withoutClient' | 'strangers', number>>;
      }
    >
  | NewEvent<
      'UsersNotLoaded',
      { readonly teamId: string; readonly group: GroupReference; readonly reason: UsersFault }
    >;
