import type { NewEvent } from '../../event-store/index.js';
import type { HaloFault } from '../halo-connector/index.js';

export interface GroupReference {
  readonly kind: 'client' | 'list';
  readonly id: number;
  readonly name: string;
}

/**
 * Stream `halo-connection-<resellerId>`: who stored, used and removed the reseller's credentials, and for which Team.
 * `teamId` is null where it was done from the HaloPSA page. No secret is in here: `fingerprint` only tells two secrets apart.
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
      }
    >
  | NewEvent<'HaloCredentialsRemoved', { readonly teamId: string | null }>
  | NewEvent<'GroupsLoaded', { readonly teamId: string; readonly groups: number }>
  | NewEvent<'GroupsNotLoaded', { readonly teamId: string; readonly reason: HaloFault }>
  | NewEvent<
      'UsersLoaded',
      {
        readonly teamId: string;
        readonly group: GroupReference;
        readonly announced: number | null;
        readonly received: number;
      }
    >
  | NewEvent<
      'UsersNotLoaded',
      { readonly teamId: string; readonly group: GroupReference; readonly reason: HaloFault | 'credentials-removed' }
    >;
