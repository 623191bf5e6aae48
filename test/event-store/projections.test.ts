import { NO_STREAM, ProjectionRunner, rebuild, type EventStore } from '../../src/event-store/index.js';
import type { Projection, RecordedEvent } from '../../src/event-store/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { endConnections, LOGS, logOf, type OpenedLog } from '../support/logs.js';
import { event, events, eventually, newStream } from './support.js';
import { PATIENCE_MS } from '../support/patience.js';

let db: TestDatabase;
let opened: OpenedLog;
let store: EventStore;
let logged: string[];
const runners: ProjectionRunner[] = [];
/** Writes down each event that it is given: one given twice, left out or out of order is seen. */
const journal: Projection = {
  name: 'journal',
  tables: ['applied'],
  apply: async (tx, batch) => {
    await tx.query('insert into applied (position, revision) select * from unnest($1::text[], $2::integer[])', [
      batch.map(({ position }) => position),
      batch.map(({ revision }) => revision),
    ]);
  },
};

function run(projections: readonly Projection[] = [journal], ownStore = store): ProjectionRunner {
  const log = (message: string) => void logged.push(message);
  const runner = new ProjectionRunner(db.pool, ownStore, projections, { logger: { warn: log, error: log } });
  runners.push(runner);
  runner.start();
  return runner;
}

const applied = async (): Promise<string[]> =>
  (await db.pool.query<{ position: string }>('select position from applied order by n')).rows.map(
    (row) => row.position,
  );
const recorded = async () => (await store.readAll('', 10_000)).map(({ position }) => position);

describe.each(LOGS)('with the log in $name', (kind) => {
  beforeEach(async () => {
    db = await createTestDatabase();
    opened = await kind.open(db.pool);
    store = opened.store;
    await db.pool.query(
      'create table applied (n integer generated always as identity, position text, revision integer)',
    );
    logged = [];
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await opened.close();
    await db.drop();
  });

  test('applies existing and new events, each once and in order', async () => {
    const stream = newStream();
    await store.append(stream, NO_STREAM, events(700));
    const runner = run();
    let { position } = await store.append(stream, 699, events(3));
    expect(await runner.waitFor(position, PATIENCE_MS)).toBe(true);
    expect(await applied()).toEqual(await recorded());
    expect(await runner.status()).toEqual([{ name: 'journal', position, behind: false }]);
    await runner.stop();
    position = (await store.append(stream, 702, events(1))).position;
    expect(await runner.waitFor(position, 60)).toBe(false);
    expect(await runner.status()).toMatchObject([{ behind: true }]);
    runner.start();
    expect(await runner.waitFor(position, PATIENCE_MS)).toBe(true);
    expect(await applied()).toEqual(await recorded());
  });

  test('is woken by each append, before the next poll a second later', async () => {
    const runner = run();
    const stream = newStream();
    const from = performance.now();
    for (let n = NO_STREAM; n < 30; n++) {
      const { position } = await store.append(stream, n, [event()]);
      expect(await runner.waitFor(position, PATIENCE_MS)).toBe(true);
    }
    // Polls alone would take about thirty.
    expect(performance.now() - from).toBeLessThan(15_000);
  });

  test('two processes apply each event once between them, also when one is cut off or stopped', async () => {
    const stores = [await logOf(db.pool), await logOf(db.pool)];
    const pair = stores.map((one) => run([journal], one));
    const stream = newStream();
    let last = { revision: NO_STREAM, position: '' };
    for (let round = 0; round < 12; round++) {
      last = await store.append(stream, last.revision, events(20));
      const [first, second] = round % 2 ? pair : pair.toReversed();
      if (round % 3 === 0) {
        await db.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and (query ~ 'applied' or random() < 0.3)`);
      }
      if (round === 6) {
        await first?.stop();
        first?.start();
      }
      expect(await second?.waitFor(last.position, PATIENCE_MS)).toBe(true);
    }
    expect(await applied()).toEqual(await recorded());
    for (const runner of pair)
      expect(await runner.status()).toEqual([{ name: 'journal', position: last.position, behind: false }]);
    for (const one of stores) await one.close();
  });

  test('a process that does not run the projection waits for the one that does', async () => {
    const { position } = await store.append(newStream(), NO_STREAM, events(2));
    const elsewhere = new ProjectionRunner(db.pool, store, [journal]);
    expect(await elsewhere.waitFor(position, 20)).toBe(false);
    run();
    expect(await elsewhere.waitFor(position, PATIENCE_MS)).toBe(true);
  });

  test('a runner applies nothing if another one has moved the checkpoint', async () => {
    const stream = newStream();
    await store.append(stream, NO_STREAM, events(5));
    let arrived = () => {};
    let goOn = () => {};
    const entered = new Promise<void>((done) => (arrived = done));
    const held = new Promise<void>((done) => (goOn = done));
    const late = await logOf(db.pool);
    const subscribe = late.subscribe.bind(late);
    late.subscribe = async function* (...args): AsyncGenerator<RecordedEvent[]> {
      for await (const batch of subscribe(...args)) {
        arrived();
        await held;
        yield batch;
      }
    };
    run([journal], late);
    await entered;
    const other = run();
    const { position } = await store.append(stream, 4, events(2));
    expect(await other.waitFor(position, PATIENCE_MS)).toBe(true);
    goOn();
    const last = await store.append(stream, 6, events(1));
    expect(await other.waitFor(last.position, PATIENCE_MS)).toBe(true);
    await runners.at(0)?.stop();
    await late.close();
    expect(await applied()).toEqual(await recorded());
  });

  describe('an event that cannot be applied', () => {
    const picky = (isFixed: () => boolean): Projection => ({
      name: 'picky',
      tables: journal.tables,
      apply: async (tx, batch) => {
        if (!isFixed() && batch.some(({ type }) => type === 'Poison')) throw new Error('what is this?');
        await journal.apply(tx, batch);
      },
    });

    test('stops its projection just before it, visibly, while the other projections continue', async () => {
      const healthy: Projection = { name: 'healthy', tables: [], apply: async () => undefined };
      const runner = run([picky(() => false), healthy]);
      const batch = [...events(3), event({ person: { name: 'Ann' } }, 'Poison'), ...events(2)];
      const { position } = await store.append(newStream(), NO_STREAM, batch);
      expect(await runner.waitFor(position, PATIENCE_MS)).toBe(true);
      const all = await recorded();
      expect(await applied()).toEqual(all.slice(0, 3));
      expect(await runner.status()).toEqual([
        { name: 'picky', position: all[2], behind: true, degraded: `cannot apply Poison at ${all[3]}: what is this?` },
        { name: 'healthy', position, behind: false },
      ]);
      expect(logged).toEqual([`Projection picky has stopped: cannot apply Poison at ${all[3]}: what is this?`]);
    });

    test('is applied once the fault is mended, without a restart', async () => {
      let isFixed = false;
      const runner = run([picky(() => isFixed)]);
      const { position } = await store.append(newStream(), NO_STREAM, [event({}, 'Poison'), ...events(2)]);
      await eventually(async () => (await runner.status())[0]?.degraded !== undefined);
      isFixed = true;
      await eventually(async () => (await runner.status())[0]?.degraded === undefined);
      expect(await runner.waitFor(position, PATIENCE_MS)).toBe(true);
      expect(await applied()).toEqual(await recorded());
    });

    test('is reported without its values when PostgreSQL refuses it', async () => {
      await db.pool.query('alter table applied add constraint small check (revision < 1)');
      const runner = run();
      await store.append(newStream(), NO_STREAM, events(2));
      await eventually(async () => (await runner.status())[0]?.degraded !== undefined);
      const [status] = await runner.status();
      expect(status?.degraded).toBe(
        `cannot apply Happened at ${(await recorded())[1]}: PostgreSQL 23514 applied small`,
      );
    });
  });

  test('lost connections to the log and to the database are no degradation', async () => {
    const runner = run();
    const stream = newStream();
    for (let n = NO_STREAM; n < 5; n++) {
      const { position } = await store.append(stream, n, [event()]);
      await opened.dropConnections();
      await endConnections(db.pool);
      expect(await runner.waitFor(position, PATIENCE_MS)).toBe(true);
    }
    expect(await applied()).toEqual(await recorded());
    expect(logged.filter((line) => line.includes('has stopped'))).toEqual([]);
  });

  describe('rebuild', () => {
    test('makes the same rows beside a running projection, and never shows half of them', async () => {
      const runner = run();
      const stream = newStream();
      const { position } = await store.append(stream, NO_STREAM, events(2_500));
      expect(await runner.waitFor(position, PATIENCE_MS)).toBe(true);
      const live = await applied();
      let isDone = false;
      let last = 2_499;
      const writing = (async () => {
        while (!isDone) last = (await store.append(stream, last, events(10))).revision;
      })();
      const counting = (async () => {
        while (!isDone) expect((await applied()).length).toBeGreaterThanOrEqual(live.length);
      })();
      await rebuild(db.pool, store, [journal]);
      isDone = true;
      await Promise.all([writing, counting]);
      expect(await runner.waitFor(await store.head(), PATIENCE_MS)).toBe(true);
      expect((await applied()).slice(0, live.length)).toEqual(live);
      expect(await applied()).toEqual(await recorded());
    });

    test('works without existing rows, and changes nothing when it fails', async () => {
      const { position } = await store.append(newStream(), NO_STREAM, events(3));
      await rebuild(db.pool, store, [journal]);
      expect(await applied()).toEqual(await recorded());
      const broken = { ...journal, apply: () => Promise.reject(new Error('no')) };
      await expect(rebuild(db.pool, store, [broken])).rejects.toThrow('no');
      expect(await applied()).toEqual(await recorded());
      expect(await run().waitFor(position, PATIENCE_MS)).toBe(true);
      expect(await applied()).toEqual(await recorded());
    });

    test('of an empty log ends at its beginning', async () => {
      await rebuild(db.pool, store, [journal]);
      expect(await applied()).toEqual([]);
    });
  });
});
