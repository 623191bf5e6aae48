import type pg from 'pg';
import type { RecordedEvent } from '../types.js';

/** Rows derived from events. The name is the key of its checkpoint: a new name starts from the first event. */
export interface Projection {
  readonly name: string;
  /**
   * The tables that hold its rows and nothing else. A rebuild fills new tables of the same shape and replaces these, so `apply` must name
   * them without a schema. Anything else that `apply` writes is permanent, and must be idempotent.
   */
  readonly tables: readonly string[];
  /**
   * Applies the next events of the log, in order, and ignores types that it does not know. The checkpoint moves in the same transaction, so
   * each event is applied exactly once. An error stops the projection before the event that it cannot apply.
   */
  apply(tx: pg.PoolClient, events: readonly RecordedEvent[]): Promise<void>;
}
