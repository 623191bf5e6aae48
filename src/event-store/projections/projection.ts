import type pg from 'pg';
import type { RecordedEvent } from '../types.js';

/** Rows made of events. Its name keys its checkpoint: another name begins again from the first event. */
export interface Projection {
  readonly name: string;
  /**
   * The tables that hold its rows and nothing else: a rebuild fills others of the same shape and puts them in their place. `apply` names
   * them without a schema. What else it writes is there for good; to do that again changes nothing.
   */
  readonly tables: readonly string[];
  /**
   * Brings the rows up to date with the next events of the log, in order; those it does not know it passes over. The checkpoint moves in
   * the same transaction, so each event is applied exactly once. An error stops the projection before the event that it cannot apply.
   */
  apply(tx: pg.PoolClient, events: readonly RecordedEvent[]): Promise<void>;
}
