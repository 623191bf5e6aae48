import type pg from 'pg';
import { EventStoreDb } from '../eventstoredb/store.js';
import { closeTable, moveLogPlace, openTable, readLogPlace } from '../log-place.js';
import { inWords, newestKnown } from '../open-log.js';
import { PostgresEventStore } from '../postgres.js';
import { START, type Position } from '../types.js';
import { alone } from './alone.js';
import type { Summary } from './canonical.js';
import { copyBack } from './copy-back.js';
import { copyThere } from './copy-there.js';
import { summaryOf } from './pages.js';
import { MoveRefused, NO_URL, NOT_THE_SAME, OVERTAKEN, planOf, type Direction, type Plan } from './plan.js';

export interface MoveOptions {
  /** of the owner of the tables */
  readonly pool: pg.Pool;
  /** EVENT_STORE_URL */
  readonly url: string | undefined;
  readonly direction: Direction;
  readonly watch?: MoveWatch;
}

/** Hears of the progress of a move. */
export interface MoveWatch {
  /** the log is closed now: portals refuse to append */
  readonly closed?: () => void;
  /** @param of undefined while their number is not known */
  readonly moved?: (step: 'read' | 'copied' | 'compared', events: number, of: number | undefined) => void;
  readonly verified?: (postgres: Summary, eventStoreDb: Summary) => void;
}

/**
 * Moves the log of a database into EventStoreDB or back: closes it where it is, copies it, compares both, and only then switches. Can be
 * ended at any moment and run again. Lists are to be rebuilt from the new log afterwards.
 * @throws MoveRefused, WrongLog
 */
export function moveLog(options: MoveOptions): Promise<Plan> {
  const { pool, direction } = options;
  return alone(pool, async () => {
    const plan = planOf((await readLogPlace(pool))?.place, direction);
    if (plan === 'copy') await (direction === 'there' ? moveThere(options) : moveBack(options));
    if (plan === 'cancel') await openTable(pool, 'moving');
    return plan;
  });
}

async function moveThere({ pool, url, watch = {} }: MoveOptions): Promise<void> {
  const address = addressIn(url);
  await knock(address);
  const { id, place } = await closeTable(pool);
  if (place !== 'moving') throw new MoveRefused(OVERTAKEN);
  watch.closed?.();
  await withBoth(pool, address, id, async (postgres, eventStoreDb) => {
    const of = await postgres.count();
    await copyThere(postgres, eventStoreDb, (events) => watch.moved?.('copied', events, of));
    await verify(postgres, eventStoreDb, watch, of);
    // The mark first: a database that says that its log is there finds it there.
    await eventStoreDb.beginLog();
    if (!(await moveLogPlace(pool, 'moving', 'eventstoredb'))) throw new MoveRefused(OVERTAKEN);
  });
}

async function moveBack({ pool, url, watch = {} }: MoveOptions): Promise<void> {
  const address = addressIn(url);
  const { id } = (await readLogPlace(pool)) ?? { id: NO_LOG };
  await withBoth(pool, address, id, async (postgres, eventStoreDb) => {
    if (!(await eventStoreDb.holdsLog())) throw new MoveRefused(NOT_THERE);
    if ((await eventStoreDb.trouble()) === 'restored') throw new MoveRefused(RESTORED);
    // The row first: from then on no portal starts on the log that is left.
    await moveLogPlace(pool, 'eventstoredb', 'moving-back');
    await eventStoreDb.closeLog();
    watch.closed?.();
    const { events: of } = await summaryOf(eventStoreDb, (events) => watch.moved?.('read', events, undefined));
    await copyBack(eventStoreDb, pool, postgres, (events) => watch.moved?.('copied', events, of));
    await verify(postgres, eventStoreDb, watch, of);
    if (!(await openTable(pool, 'moving-back'))) throw new MoveRefused(OVERTAKEN);
  });
}

/** @throws MoveRefused if the two logs differ */
async function verify(
  postgres: PostgresEventStore,
  eventStoreDb: EventStoreDb,
  watch: MoveWatch,
  of: number,
): Promise<void> {
  const [one, other] = await Promise.all([
    summaryOf(postgres),
    summaryOf(eventStoreDb, (events) => watch.moved?.('compared', events, of)),
  ]);
  watch.verified?.(one, other);
  if (one.events !== other.events || one.sha256 !== other.sha256) throw new MoveRefused(NOT_THE_SAME);
}

const RESTORED =
  'The event store holds an older copy of the log, which lacks events that lists of this database show. Restore the newest copy first.';
const NOT_THERE = 'The event store at EVENT_STORE_URL does not hold the log of this database. Check EVENT_STORE_URL.';

function addressIn(url: string | undefined): string {
  if (!url) throw new MoveRefused(NO_URL);
  return url;
}

/** Looks whether the server answers, before the log is closed. */
function knock(url: string): Promise<unknown> {
  return withEventStoreDb(url, { logId: NO_LOG }, (eventStoreDb) => eventStoreDb.head());
}

/** No log has this id. */
const NO_LOG = '00000000-0000-0000-0000-000000000000';

async function withBoth(
  pool: pg.Pool,
  url: string,
  logId: string,
  work: (postgres: PostgresEventStore, eventStoreDb: EventStoreDb) => Promise<void>,
): Promise<void> {
  const postgres = new PostgresEventStore(pool);
  const log = { logId, newest: await newestKnown(pool) };
  await withEventStoreDb(url, log, (eventStoreDb) => work(postgres, eventStoreDb)).finally(() => postgres.close());
}

async function withEventStoreDb<T>(
  url: string,
  { logId, newest = START }: { readonly logId: string; readonly newest?: Position },
  work: (eventStoreDb: EventStoreDb) => Promise<T>,
): Promise<T> {
  const eventStoreDb = new EventStoreDb({ url, logId, newest });
  try {
    return await work(eventStoreDb);
  } catch (error) {
    throw inWords(error, url);
  } finally {
    await eventStoreDb.close();
  }
}
