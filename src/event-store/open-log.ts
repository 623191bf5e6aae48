import type pg from 'pg';
import { isAccessDenied, toLogError } from './eventstoredb/errors.js';
import { hostOf } from './eventstoredb/connection.js';
import { POSITION_LENGTH } from './eventstoredb/position.js';
import { EventStoreDb } from './eventstoredb/store.js';
import { LogUnreachable } from './faults.js';
import { chooseEventStoreDb, moveLogPlace, readLogPlace, type LogPlace } from './log-place.js';
import { PostgresEventStore } from './postgres.js';
import { Signals } from './signals.js';
import { START, type EventStore, type Position } from './types.js';

export interface LogOptions {
  readonly pool: pg.Pool;
  /** EVENT_STORE_URL */
  readonly url: string | undefined;
  readonly signals?: Signals;
}

/** The log does not belong to this database, or cannot be opened. The message tells the operator what to do, without secrets. */
export class WrongLog extends Error {
  override name = 'WrongLog';
}

/**
 * Opens the log of a database: its own, or the one in EventStoreDB that it was begun with or moved to.
 * @throws WrongLog
 */
export async function openLog({ pool, url, signals = new Signals() }: LogOptions): Promise<EventStore> {
  const chosen = await readLogPlace(pool);
  if (!chosen && !url) return new PostgresEventStore(pool, signals);
  if (chosen && !url) throw new WrongLog(whyUrl(chosen));
  const place = chosen ?? (await chooseEventStoreDb(pool));
  if (!place) throw new WrongLog(HAS_EVENTS);
  if (place.place === 'moving' || place.place === 'moving-back') throw new WrongLog(MOVING);
  const address = url ?? '';
  const store = new EventStoreDb({ url: address, logId: place.id, newest: await newestKnown(pool), signals });
  try {
    if (place.place === 'beginning') await begin(pool, store);
    else if (!(await store.holdsLog())) throw new WrongLog(anotherLog(address));
    store.listen();
    return store;
  } catch (error) {
    await store.close();
    throw inWords(error, address);
  }
}

/** The mark first, the row after it: a start that is killed in between begins again. */
async function begin(pool: pg.Pool, store: EventStoreDb): Promise<void> {
  await store.beginLog();
  await moveLogPlace(pool, 'beginning', 'eventstoredb');
}

/** The newest event that a list of this database has applied. */
export async function newestKnown(pool: pg.Pool): Promise<Position> {
  // Until a move is finished, some checkpoints are positions of the log in PostgreSQL.
  const { rows } = await pool.query<{ newest: Position | null }>(
    'select max(position) as newest from log.projection_checkpoint where length(position) = $1',
    [POSITION_LENGTH],
  );
  return rows[0]?.newest ?? START;
}

const HAS_EVENTS =
  'EVENT_STORE_URL is set, but the log of this database is in PostgreSQL and has events. Move it with npm run portal -- log move, ' +
  'or unset EVENT_STORE_URL.';
const MOVING =
  'The log of this database is being moved. Finish that with npm run portal -- log move, then start again.';

function whyUrl({ place }: LogPlace): string {
  if (place === 'moving' || place === 'moving-back') return MOVING;
  return 'The log of this database is in EventStoreDB. Set EVENT_STORE_URL to its address.';
}

const anotherLog = (url: string) =>
  `The event store at ${hostOf(url)} does not hold the log of this database: it is empty, or holds another one. Check EVENT_STORE_URL, or restore ` +
  'the log from its backup (docs/operations.md).';

/** An error of opening an event store, for the operator. */
export function inWords(error: unknown, url: string): unknown {
  if (isAccessDenied(error)) {
    return new WrongLog(`The event store at ${hostOf(url)} refuses the user and password in EVENT_STORE_URL.`);
  }
  if (!(toLogError(error) instanceof LogUnreachable)) return error;
  return new WrongLog(
    `The event store at ${hostOf(url)} does not answer. Start it, or check EVENT_STORE_URL: its host and port, and tls=false if it is not secured.`,
  );
}
