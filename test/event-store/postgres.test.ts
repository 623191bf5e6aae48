import { PostgresEventStore, NO_STREAM, WrongExpectedRevision } from '../../src/event-store/index.js';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createPool } from '../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventStoreContract } from './contract.js';
import { event, events, eventually, follow, ids, newStream } from './support.js';

let db: TestDatabase;
let store: PostgresEventStore;

/** Ends every other session of the database, as an operator or a restart would. */
async function dropConnections(): Promise<void> {
  await db.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
}

async function setUp() {
  db = await createTestDatabase();
  store = new PostgresEventStore(db.pool);
  return {
    store,
    dropConnections,
    appendAndRollBack: async (stream: string, expected: number, batch: unknown) => {
      const tx = await db.pool.connect();
      await tx.query('begin');
      await tx.query('select log.append_events($1, $2, $3)', [stream, expected, JSON.stringify(batch)]);
      await tx.query('rollback');
      tx.release();
    },
  };
}

async function tearDown() {
  await store.close();
  await db.drop();
}

eventStoreContract('PostgreSQL', setUp, tearDown);

describe('the log in PostgreSQL', () => {
  beforeAll(setUp);
  afterAll(tearDown);

  test.each([
    ["update log.event set type = 'Other'"],
    ['delete from log.event'],
    ['delete from log.event where false'],
    ['truncate log.event'],
    ['truncate log.event cascade'],
    ["insert into log.event select * from log.event on conflict (id) do update set type = 'Other'"],
    ['set session_replication_role = replica; delete from log.event; set session_replication_role = origin'],
  ])('is append-only: refuses %s', async (sql) => {
    const stream = newStream();
    await store.append(stream, NO_STREAM, events(2));
    const before = await store.readAll('', 10_000);
    const tx = await db.pool.connect();
    await expect(tx.query(sql)).rejects.toMatchObject({ code: '23001' });
    tx.release(true);
    expect(await store.readAll('', 10_000)).toEqual(before);
  });

  test('has positions without gaps, even if appends are refused or rolled back', async () => {
    await expect(store.append(newStream(), 7, events(2))).rejects.toBeInstanceOf(WrongExpectedRevision);
    await store.append(newStream(), NO_STREAM, events(2));
    const positions = (await store.readAll('', 10_000)).map(({ position }) => Number(position));
    expect(positions).toEqual(positions.map((_, n) => n + 1));
  });

  test('refuses an id that another stream holds', async () => {
    const batch = events(2);
    await store.append(newStream(), NO_STREAM, batch);
    const stream = newStream();
    await expect(store.append(stream, NO_STREAM, [event(), ...batch])).rejects.toBeInstanceOf(WrongExpectedRevision);
    expect(await store.readStream(stream)).toEqual([]);
  });

  test('appends only under READ COMMITTED, where the lock is effective', async () => {
    const tx = await db.pool.connect();
    await tx.query('begin isolation level repeatable read');
    await expect(tx.query('select log.append_events($1, -1, $2)', [newStream(), '[]'])).rejects.toThrow(
      'READ COMMITTED',
    );
    await tx.query('rollback');
    tx.release();
  });

  test('is never scanned as a whole by an append, even if PostgreSQL takes it for short', async () => {
    const pool = createPool(db.url, 1);
    const one = new PostgresEventStore(pool);
    const readAsAWhole = async () => {
      await pool.query('select pg_stat_force_next_flush()');
      const { rows } = await pool.query<{ seq_scan: string }>(
        `select seq_scan from pg_stat_user_tables where relname = 'event'`,
      );
      return Number(rows[0]?.seq_scan);
    };
    await pool.query('analyze log.event');
    const before = await readAsAWhole();
    const stream = newStream();
    for (let n = 0; n < 20; n++) await one.append(stream, n - 1, [event()]);
    expect(await readAsAWhole()).toBe(before);
    await one.close();
    await pool.end();
  });

  test('retries an append whose connection was lost, and records it once', async () => {
    const stream = newStream();
    const holder = await db.pool.connect();
    await holder.query('begin');
    await holder.query('select log.append_events($1, -1, $2)', [newStream(), JSON.stringify(events(1))]);
    const batch = events(2);
    const appending = store.append(stream, NO_STREAM, batch);
    const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await eventually(async () => (await db.pool.query(waiting)).rows.length > 0);
    await db.pool.query(`select pg_terminate_backend(pid) from (${waiting}) as waiting`);
    await holder.query('rollback');
    holder.release();
    expect((await appending).revision).toBe(1);
    expect(ids(await store.readStream(stream))).toEqual(ids(batch));
  });

  test('listens on one connection for all subscriptions, before each poll is due, and reconnects when cut off', async () => {
    const other = new PostgresEventStore(db.pool);
    const before = await store.head();
    const readers = [follow(store, before), follow(store, before), follow(store, before)];
    const listeners = async () =>
      (await db.pool.query(`select 1 from pg_stat_activity where datname = current_database() and query ~ '^listen'`))
        .rowCount;
    await eventually(async () => (await listeners()) === 1);
    await dropConnections();
    await eventually(async () => (await listeners()) === 1);
    await other.append(newStream(), NO_STREAM, events(1));
    for (const reader of readers) await reader.has(1);
    const from = performance.now();
    for (let n = 2; n < 8; n++) {
      await other.append(newStream(), NO_STREAM, events(1));
      await readers[0]?.has(n);
    }
    // Polls alone would take about six seconds.
    expect(performance.now() - from).toBeLessThan(4_000);
    for (const reader of readers) await reader.stop();
    await other.close();
    await store.close();
    expect(await listeners()).toBe(0);
    for await (const batch of store.subscribe(before, new AbortController().signal)) expect(batch).toBe('never');
  });

  test.each<[string, boolean]>([
    ['refuses connections', false],
    ['accepts connections and never answers', true],
  ])('closes at once even if the server %s', async (_, isListening) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const closed = () => new Promise((done) => server.close(done));
    if (!isListening) await closed();
    const pool = createPool(`postgres://nobody@127.0.0.1:${port}/none`);
    const unreachable = new PostgresEventStore(pool);
    const readers = [follow(unreachable, ''), follow(unreachable, '')];
    if (isListening) await eventually(() => sockets.length > 1);
    const from = performance.now();
    await readers[0]?.stop();
    await unreachable.close();
    await readers[1]?.stop();
    // A connection is given up after ten seconds.
    expect(performance.now() - from).toBeLessThan(5_000);
    for (const socket of sockets) socket.destroy();
    await pool.end();
    if (isListening) await closed();
  });
});
