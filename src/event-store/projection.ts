import pg from 'pg';
import { readCheckpoint } from './checkpoint.js';
import { inTransaction } from './transaction.js';
import { START, type EventStore, type Position, type RecordedEvent } from './types.js';

/** Rows made of events. Its name keys its checkpoint: another name begins again from the first event. */
export interface Projection {
  readonly name: string;
  /** Empties the rows; by `delete`, which leaves readers the old rows until the commit, not by `truncate`, which stops them. */
  reset(tx: pg.PoolClient): Promise<void>;
  /**
   * Brings the rows up to date with the next events of the log, in order; those it does not know it passes over. The checkpoint moves in
   * the same transaction, so each event is applied exactly once. An error stops the projection before the event that it cannot apply.
   */
  apply(tx: pg.PoolClient, events: readonly RecordedEvent[]): Promise<void>;
}

const BATCH = 2_000;

/**
 * Makes a projection anew from the first event on, in one transaction: pages read the old rows until the new ones are complete. A
 * runner that works meanwhile waits at the checkpoint's row and goes on behind what was replayed.
 *
 * @returns the position up to which the rows now stand
 */
export async function rebuild(pool: pg.Pool, store: EventStore, projection: Projection): Promise<Position> {
  return inTransaction(pool, async (tx) => {
    await readCheckpoint(tx, projection.name);
    await tx.query('select from projection_checkpoint where name = $1 for update', [projection.name]);
    await projection.reset(tx);
    const position = await replay(tx, store, projection);
    await tx.query('update projection_checkpoint set position = $2 where name = $1', [projection.name, position]);
    return position;
  });
}

/**
 * Up to the event that is newest now: behind it the runner goes on, or writers who are faster than this would keep it from ending.
 * Reads the next batch while it applies the one before.
 */
async function replay(tx: pg.PoolClient, store: EventStore, projection: Projection): Promise<Position> {
  const head = await store.head();
  let position = START;
  let events = await store.readAll(position, BATCH);
  while (events.length > 0) {
    position = events.at(-1)?.position ?? position;
    const next = position < head ? store.readAll(position, BATCH) : Promise.resolve([]);
    // Should it fail, that is told below: `apply` must have let go of the transaction before this does.
    next.catch(() => undefined);
    await projection.apply(tx, events);
    events = await next;
  }
  return position;
}
