import pg from 'pg';
import { addRows, inTransaction } from '../../src/database/index.js';
import { isTransient, openLog, START, type EventStore, type RecordedEvent } from '../../src/event-store/index.js';
import { readLogPlace } from '../../src/event-store/log-place.js';
import { retry } from '../../src/shared/retry.js';
import { StandInCluster } from '../event-store/stand-in/cluster.js';
import { StandIn } from '../event-store/stand-in/stand-in.js';
import { PATIENCE_MS } from './patience.js';

/** The address of a real EventStoreDB. Its faults cannot be switched on by a test. */
export const REAL_SERVER = process.env['TEST_EVENT_STORE_URL'] || undefined;

/** The EventStoreDB of this test file: the one of TEST_EVENT_STORE_URL, or a stand-in while logs on it are open. */
class Server {
  private users = 0;
  private standIn: StandIn | undefined;

  get url(): string | undefined {
    return REAL_SERVER ?? this.standIn?.url;
  }

  async enter(): Promise<StandIn | undefined> {
    this.users++;
    if (REAL_SERVER) return undefined;
    if (!this.standIn) {
      this.standIn = new StandIn();
      await this.standIn.start();
    }
    return this.standIn;
  }

  /** Ends all its connections at once. A real server is left alone. */
  async restart(): Promise<void> {
    await this.standIn?.restart();
  }

  async leave(): Promise<void> {
    if (--this.users > 0) return;
    await this.standIn?.stop();
    this.standIn = undefined;
  }
}

/** For the log of a portal in a process of its own. */
export const server = new Server();

/** Where logs are that are not on it, by their id. */
const elsewhere = new Map<string, string>();

/** A log that a test opened, and how to treat it badly. */
export interface OpenedLog {
  readonly store: EventStore;
  /** what tells a portal on the same database where its log is */
  readonly env: Readonly<Record<string, string>>;
  /** ends every connection to the log, as a restart of its server does */
  readonly dropConnections: () => Promise<void>;
  /** the server of the log, with its faults; undefined in PostgreSQL, and on a real server */
  readonly standIn: StandIn | undefined;
  readonly close: () => Promise<void>;
}

export interface LogKind {
  readonly name: string;
  /** Opens the log of a new database. */
  readonly open: (pool: pg.Pool) => Promise<OpenedLog>;
}

/** Asks on a connection of its own: one of the pool may have been ended a moment before. */
export async function endConnections(pool: pg.Pool): Promise<void> {
  const client = new pg.Client({ connectionString: pool.options.connectionString });
  await client.connect();
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  await client.end();
}

export const IN_POSTGRES: LogKind = {
  name: 'PostgreSQL',
  open: async (pool) => {
    const store = await openLog({ pool, url: undefined });
    const dropConnections = () => endConnections(pool);
    return { store, env: {}, dropConnections, standIn: undefined, close: () => store.close() };
  },
};

export const IN_EVENT_STORE_DB: LogKind = {
  name: 'EventStoreDB',
  open: async (pool) => {
    const standIn = await server.enter();
    const url = server.url ?? '';
    const store = await openLog({ pool, url });
    const close = async () => {
      await store.close();
      await server.leave();
    };
    const dropConnections = async () => standIn?.restart();
    return { store, env: { EVENT_STORE_URL: url }, dropConnections, standIn, close };
  },
};

/** Three nodes, of which one leads. */
export const IN_CLUSTER: LogKind = {
  name: 'a cluster of EventStoreDB',
  open: async (pool) => {
    const cluster = new StandInCluster();
    await cluster.start();
    const { url } = cluster;
    const store = await openLog({ pool, url });
    elsewhere.set((await readLogPlace(pool))?.id ?? '', url);
    const close = async () => {
      await store.close();
      await cluster.stop();
    };
    const dropConnections = () => cluster.killLeader();
    return { store, env: { EVENT_STORE_URL: url }, dropConnections, standIn: undefined, close };
  },
};

/** Where a log can be. What does not depend on the place is tested in both. */
export const LOGS: readonly LogKind[] = [IN_POSTGRES, IN_EVENT_STORE_DB];

/** `CHAOS_LOG=eventstoredb npm run test:chaos` */
export const CHAOS_LOG = process.env['CHAOS_LOG'] === 'eventstoredb' ? IN_EVENT_STORE_DB : IN_POSTGRES;

/** Opens the log of a database, wherever the test that uses it has put it. */
export async function logOf(pool: pg.Pool): Promise<EventStore> {
  const place = await readLogPlace(pool);
  return openLog({ pool, url: place && (elsewhere.get(place.id) ?? server.url) });
}

/** What to look for in a log: all of it, or one stream, or one type. */
export interface Wanted {
  readonly stream?: string;
  readonly type?: string;
}

/** The events of a log, in order. */
export async function eventsOf(store: EventStore, { stream, type }: Wanted = {}): Promise<RecordedEvent[]> {
  const all = stream === undefined ? await wholeOf(store) : await store.readStream(stream);
  return type === undefined ? all : all.filter((event) => event.type === type);
}

/** The same, where only the database is at hand. Patient: a stand-in in the process of a busy test may be slow to answer. */
export async function loggedIn(pool: pg.Pool, wanted?: Wanted): Promise<RecordedEvent[]> {
  const store = await logOf(pool);
  const until = performance.now() + PATIENCE_MS;
  return retry(() => eventsOf(store, wanted), { isWorthIt: isTransient, until, pauseMs: () => 100 }).finally(() =>
    store.close(),
  );
}

const PAGE = 10_000;

async function wholeOf(store: EventStore): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for (let more = true; more;) {
    const page = await store.readAll(all.at(-1)?.position ?? START, PAGE);
    for (const event of page) all.push(event);
    more = page.length === PAGE;
  }
  return all;
}

const LOGGED = `create temporary table logged (position text collate "C", stream text, revision integer, id uuid, type text, data jsonb)
  on commit drop`;

/**
 * Copies the log into the temporary table `logged` of one transaction, in which SQL can then join it with other tables.
 * @param ask asks on this connection
 */
export async function besideLog<T>(pool: pg.Pool, ask: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
  const events = await loggedIn(pool);
  return inTransaction(pool, async (tx) => {
    await tx.query(LOGGED);
    const rows = events.map(({ position, stream, revision, id, type, data }) => {
      return { position, stream, revision, id, type, data: JSON.stringify(data) };
    });
    await addRows(tx, 'logged', rows);
    await tx.query('analyze logged; create index on logged (stream)');
    return ask(tx);
  });
}
