import type { ConnectionFault } from '../../../facts/index.js';

/** One line of the log of who used the credentials. `team` is the Team it was done for, null where it was for none. */
export type ConnectionEvent =
  | {
      readonly kind: 'stored';
      readonly host: string;
      readonly fingerprint: string | null;
      /** hosts that were given the secret; none: it is not known */
      readonly sentTo: readonly string[];
    }
  | { readonly kind: 'removed' }
  | { readonly kind: 'groups-loaded'; readonly groups: number }
  | { readonly kind: 'groups-not-loaded'; readonly reason: ConnectionFault; readonly sentTo: readonly string[] }
  | { readonly kind: 'sites-loaded'; readonly group: string; readonly sites: number }
  | {
      readonly kind: 'sites-not-loaded';
      readonly group: string;
      readonly reason: ConnectionFault;
      readonly sentTo: readonly string[];
    }
  | {
      readonly kind: 'users-loaded';
      readonly group: string;
      readonly announced: number | null;
      readonly received: number;
    }
  | { readonly kind: 'users-not-loaded'; readonly group: string; readonly reason: ConnectionFault };

export interface ConnectionLogEntry {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly team: { readonly id: string; readonly name: string } | null;
  readonly event: ConnectionEvent;
}
