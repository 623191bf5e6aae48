import type pg from 'pg';
import type { PostgresEventStore } from '../postgres.js';
import { toPosition } from '../rows.js';
import { START, type EventStore, type RecordedEvent } from '../types.js';
import { batchesOf } from './batches.js';
import { canonicalOf } from './canonical.js';
import { pagesOf } from './pages.js';
import { DIFFERENT, MoveRefused } from './plan.js';

/**
 * Compares the events that are in the database with those of the log in EventStoreDB, which is closed, and adds the rest. What was added
 * cannot be taken back, so it adds nothing before it has compared everything that is there.
 *
 * @param pool of the owner of the tables
 * @param onCopied called with the number of events that are the same
 * @throws MoveRefused if the database holds other events
 */
export async function copyBack(
  source: EventStore,
  pool: pg.Pool,
  target: PostgresEventStore,
  onCopied: (events: number) => void,
): Promise<void> {
  let events = 0;
  for await (const page of pagesOf(source)) {
    const there = await target.readAll(positionAfter(events), page.length);
    if (!there.every((event, n) => canonicalOf(event) === canonicalOf(page[n] as RecordedEvent))) {
      throw new MoveRefused(DIFFERENT);
    }
    onCopied((events += there.length));
    for (const batch of batchesOf(page.slice(there.length))) {
      await pool.query('select log.add_moved($1, $2)', [events, JSON.stringify(batch)]);
      onCopied((events += batch.length));
    }
  }
  if ((await target.count()) !== events) throw new MoveRefused(DIFFERENT);
}

/** The position of the last of so many events: positions in PostgreSQL have no gaps. */
const positionAfter = (events: number) => (events === 0 ? START : toPosition(String(events)));
