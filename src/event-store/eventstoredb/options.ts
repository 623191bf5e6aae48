import type { Signals } from '../signals.js';
import type { Position } from '../types.js';

export interface EventStoreDbOptions {
  /** `esdb://…`, with credentials */
  readonly url: string;
  /** names the portal's streams, of which a server may hold those of several */
  readonly logId: string;
  /** the newest event that the read models know */
  readonly newest?: Position;
  readonly signals?: Signals;
}
