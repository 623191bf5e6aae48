import type { ConnectionFault, ConnectionTest } from '../../../facts/index.js';

/** One line of the log of credential use. `team` is the Team that the credentials were used for; null if there was none. */
export type ConnectionEvent =
  | {
      readonly kind: 'stored';
      readonly host: string;
      readonly fingerprint: string | null;
      /** hosts that received the secret; empty if they are not known */
      readonly sentTo: readonly string[];
    }
  | { readonly kind: 'removed' }
  | ({ readonly kind: 'tested' } & Pick<ConnectionTest, 'clients' | 'people' | 'lists'>)
  | { readonly kind: 'test-failed'; readonly reason: ConnectionFault; readonly sentTo: readonly string[] }
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
