import type pg from 'pg';
import { findEvents, type EventStore, type NewEvent } from '../../event-store/index.js';

interface Entry {
  readonly id: string;
  readonly stream: string;
  readonly events: readonly NewEvent[];
}

/**
 * The entries of the outbox whose events are in the log already: a moment long after an append, and for good after a restore of an older
 * database. Such an entry that has no revision yet would be recorded a second time in EventStoreDB, which accepts an id twice.
 */
export async function deliveredEntries(pool: pg.Pool, store: EventStore): Promise<string[]> {
  const { rows } = await pool.query<Entry>('select id, stream, events from log.outbox where stuck_at is null');
  const delivered: string[] = [];
  for (const { id, stream, events } of rows) {
    if ((await findEvents(store, stream, 0, events)).found) delivered.push(id);
  }
  return delivered;
}

export async function removeEntries(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  await pool.query('delete from log.outbox where id = any($1::uuid[])', [ids]);
}
