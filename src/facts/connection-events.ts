import type { ConnectionTest } from './connection-test.js';
import type { GroupsFault, UsersFault } from './faults.js';
import type { GroupReference } from './groups.js';
import type { NewEvent } from '../event-store/index.js';

/**
 * Stream `halo-connection-<resellerId>`: who stored, used and removed the reseller's credentials, and for which Team. `teamId` is null if
 * it was done from the HaloPSA page. No event contains a secret: `fingerprint` only tells two secrets apart. `secretSentTo`: the origins
 * that received the secret, as far as this portal knows; missing in older events.
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
  | NewEvent<'ConnectionTested', ConnectionTest>
  | NewEvent<'ConnectionTestFailed', ConnectionTest & { readonly reason: GroupsFault }>
  | NewEvent<'HaloCredentialsRemoved', { readonly teamId: string | null }>
  | NewEvent<'GroupsLoaded', { readonly teamId: string | null; readonly groups: number }>
  | NewEvent<
      'GroupsNotLoaded',
      { readonly teamId: string | null; readonly reason: GroupsFault; readonly secretSentTo?: readonly string[] }
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
        /** the list changed during every reading; missing in older events */
        readonly unsure?: boolean;
        /** rows that HaloPSA sent and the portal left out, by reason; missing in older events */
        readonly leftOut?: Readonly<Record<'addressesOnly' | 'withoutId' | 'withoutClient' | 'strangers', number>>;
      }
    >
  | NewEvent<
      'UsersNotLoaded',
      { readonly teamId: string; readonly group: GroupReference; readonly reason: UsersFault }
    >;
