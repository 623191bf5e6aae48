import { randomUUID } from 'node:crypto';
import { addRows, createPool, inTransaction } from '../../src/database/index.js';
import {
  NO_STREAM,
  ProjectionRunner,
  rebuild,
  type EventStore,
  type Projection,
  type RecordedEvent,
} from '../../src/event-store/index.js';
import { projections } from '../../src/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { IN_POSTGRES, LOGS, logOf, type LogKind, type OpenedLog } from '../support/logs.js';
import { catalogOf } from './catalog.js';
import { event, events, eventually, newStream } from './support.js';
import { PATIENCE_MS } from '../support/patience.js';

let db: TestDatabase;
let opened: OpenedLog;
let store: EventStore;
async function setUp(kind: LogKind): Promise<void> {
  db = await createTestDatabase();
  opened = await kind.open(db.pool);
  store = opened.store;
  await db.pool.query('create table applied (position text collate "C" primary key, stream text not null)');
  await db.pool.query('create index applied_by_stream on applied (stream)');
  await db.pool.query('create table counted (stream text primary key, events integer not null)');
}
afterEach(async () => {
  await opened.close();
  await db.drop();
});

/** Adds rows by COPY, and changes others by a named statement: the two ways in which the portal's projections write. */
const journal: Projection = {
  name: 'journal',
  tables: ['applied', 'counted'],
  apply: async (tx, batch) => {
    await addRows(
      tx,
      'applied',
      batch.map(({ position, stream }) => ({ position, stream })),
    );
    const counts = Map.groupBy(batch, ({ stream }) => stream);
    await tx.query({
      name: 'count',
      text: `insert into counted select * from unnest($1::text[], $2::integer[])
             on conflict (stream) do update set events = counted.events + excluded.events`,
      values: [[...counts.keys()], [...counts.values()].map(({ length }) => length)],
    });
  },
};

const rows = async () => ({
  applied: (await db.pool.query('select position, stream from applied order by position')).rows,
  counted: (await db.pool.query('select stream, events from counted order by stream')).rows,
});
async function expectAllApplied(): Promise<void> {
  const log = await store.readAll('', 10_000);
  const counted = Map.groupBy(log, ({ stream }) => stream);
  expect(await rows()).toEqual({
    applied: log.map(({ position, stream }) => ({ position, stream })),
    counted: [...counted]
      .map(([stream, { length }]) => ({ stream, events: length }))
      .sort((a, b) => (a.stream < b.stream ? -1 : 1)),
  });
}

/** A projection that waits at its next batch until it is released. */
function held(projection: Projection) {
  const arrived = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const apply: Projection['apply'] = async (tx, batch) => {
    arrived.resolve();
    await gate.promise;
    await projection.apply(tx, batch);
  };
  return { projection: { ...projection, apply }, arrived: arrived.promise, goOn: gate.resolve };
}

const schemas = async () => (await db.pool.query(`select from pg_namespace where nspname like 'rebuild%'`)).rowCount;

describe.each(LOGS)('with the log in $name', (kind) => {
  beforeEach(() => setUp(kind));

  test('the log is read once for all projections, and each gets all of it', async () => {
    await store.append(newStream(), NO_STREAM, events(5_000));
    let read = 0;
    const readAll = store.readAll.bind(store);
    store.readAll = async (...args) => {
      const batch = await readAll(...args);
      read += batch.length;
      return batch;
    };
    const seen = new Map<string, number>();
    const several = ['one', 'two', 'three'].map((name, n): Projection => ({
      ...{ name, tables: [] },
      apply: async (_tx, batch) => {
        if (n === 1) await new Promise((done) => setImmediate(done));
        seen.set(name, (seen.get(name) ?? 0) + batch.length);
      },
    }));
    await rebuild(db.pool, store, several);
    expect([...seen.values()]).toEqual([5_000, 5_000, 5_000]);
    expect(read).toBe(5_000);
  });

  test('runners continue with the old rows meanwhile, and after the replayed events afterwards', async () => {
    const runner = new ProjectionRunner(db.pool, store, [journal]);
    runner.start();
    const stream = newStream();
    let last = await store.append(stream, NO_STREAM, events(2_500));
    expect(await runner.waitFor(last.position, PATIENCE_MS)).toBe(true);
    const { projection, arrived, goOn } = held(journal);
    const rebuilding = rebuild(db.pool, store, [projection]);
    await arrived;
    last = await store.append(stream, last.revision, events(300));
    expect(await runner.waitFor(last.position, PATIENCE_MS)).toBe(true);
    await expectAllApplied();
    goOn();
    await rebuilding;
    await expectAllApplied();
    last = await store.append(stream, last.revision, events(3));
    expect(await runner.waitFor(last.position, PATIENCE_MS)).toBe(true);
    await expectAllApplied();
    await runner.stop();
  });

  test('a killed rebuild leaves the old rows and nothing else, and the next one works', async () => {
    await store.append(newStream(), NO_STREAM, events(10));
    await rebuild(db.pool, store, [journal]);
    await db.pool.query(`insert into applied values ('old', 'row')`);
    const before = await rows();
    const { projection, arrived, goOn } = held(journal);
    const rebuilding = rebuild(db.pool, store, [projection]);
    await arrived;
    await db.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and state = 'idle in transaction'`);
    goOn();
    await expect(rebuilding).rejects.toThrow();
    expect(await rows()).toEqual(before);
    expect(await schemas()).toBe(0);
    await rebuild(db.pool, store, [journal]);
    await expectAllApplied();
  });

  test('two rebuilds at the same time run one after the other', async () => {
    await store.append(newStream(), NO_STREAM, events(3_000));
    await Promise.all([rebuild(db.pool, store, [journal]), rebuild(db.pool, store, [journal])]);
    await expectAllApplied();
  });

  test('a failed rebuild is reported, and the others still run', async () => {
    for (let n = 0; n < 3; n++) await store.append(newStream(), NO_STREAM, events(2_500));
    const broken: Projection = { name: 'broken', tables: [], apply: () => Promise.reject(new Error('no')) };
    await expect(rebuild(db.pool, store, [broken, journal])).rejects.toThrow('no');
    await expectAllApplied();
  });
});

describe('the tables', () => {
  beforeEach(() => setUp(IN_POSTGRES));

  test('tables keep their rights, indexes, constraints and settings after one rebuild and after two', async () => {
    const role = `reader_${randomUUID().slice(0, 8)}`;
    await db.pool.query(`create role ${role}`);
    try {
      await db.pool
        .query(`grant select on member, applied to ${role} with grant option; grant update (name) on team to ${role};
      grant select on history to public; revoke delete on import_summary from current_user; alter table counted owner to ${role};
      alter table member set (fillfactor = 80, autovacuum_vacuum_threshold = 7); create index by_hand on history ((person ->> 'name'));
      alter default privileges grant select on tables to ${role}; alter table applied add constraint once unique (position, stream),
        add column length integer generated always as (length(stream)) stored, add column at timestamptz not null default now();
      alter table applied add constraint named check (stream <> ''); insert into applied values ('1', 'x')`);
      const all = [...projections, journal];
      const tables = all.flatMap(({ tables: own }) => own);
      const before = await catalogOf(db.pool, tables);
      const pool = createPool(db.url, all.length + 1);
      for (let round = 0; round < 2; round++) {
        await rebuild(pool, store, all);
        expect(await catalogOf(db.pool, tables)).toEqual(before);
      }
      await pool.end();
      expect((await rows()).applied).toEqual([]);
    } finally {
      await db.pool.query(`drop owned by ${role} cascade`);
      await db.pool.query(`drop role ${role}`);
    }
  });

  test('prepared statements of all connections find the new tables', async () => {
    const pool = createPool(db.url, 2);
    const own = await logOf(pool);
    const count = { name: 'count-all', text: 'select sum(events)::int as sum from counted' };
    const stream = newStream();
    for (let round = 0; round < 4; round++) {
      await own.append(stream, round * 10 - 1, events(10));
      await rebuild(pool, own, [journal]);
      // Both connections, with what they know from before the rebuild, and one of them from inside it.
      const sums = await Promise.all([0, 1].map(() => inTransaction(pool, async (tx) => (await tx.query(count)).rows)));
      expect(sums).toEqual([[{ sum: (round + 1) * 10 }], [{ sum: (round + 1) * 10 }]]);
      const changed = inTransaction(pool, async (tx) => {
        await journal.apply(tx, [{ ...event(), stream: 'other', position: 'x', revision: 0, recordedAt: new Date() }]);
        return (await tx.query(count)).rows;
      });
      expect(await changed).toEqual([{ sum: (round + 1) * 10 + 1 }]);
    }
    await own.close();
    await pool.end();
  });

  test('a rebuild waits for a long query, and other queries and runners continue meanwhile', async () => {
    const runner = new ProjectionRunner(db.pool, store, [journal]);
    runner.start();
    const stream = newStream();
    let last = await store.append(stream, NO_STREAM, events(10));
    expect(await runner.waitFor(last.position, PATIENCE_MS)).toBe(true);
    const reader = await db.pool.connect();
    await reader.query('begin; select from applied');
    let isDone = false;
    const rebuilding = rebuild(db.pool, store, [journal]).then(() => (isDone = true));
    const waiting = `select from pg_locks join pg_stat_activity using (pid)
      where datname = current_database() and mode = 'AccessExclusiveLock' and not granted and relation = 'applied'::regclass`;
    for (let round = 0; round < 2; round++) {
      await eventually(async () => (await db.pool.query(waiting)).rowCount === 1);
      // Comes behind the swap that waits, and before its next try.
      await db.pool.query('select count(*) from applied');
      last = await store.append(stream, last.revision, events(1));
      expect(await runner.waitFor(last.position, PATIENCE_MS)).toBe(true);
    }
    expect(isDone).toBe(false);
    await reader.query('commit');
    reader.release();
    await rebuilding;
    await expectAllApplied();
    await runner.stop();
  });

  describe('two rebuilds of several projections', () => {
    const named = (...names: string[]) =>
      names.map((name): Projection => ({ name, tables: [], apply: async () => undefined }));
    const LOCKS = `pg_locks where locktype = 'advisory'
    and database = (select oid from pg_database where datname = current_database())`;
    const locks = (amount: number) =>
      eventually(async () => (await db.pool.query(`select from ${LOCKS}`)).rowCount === amount);

    /** Until `goOn` it has one connection, so it gets no further than the lock that it asks for first. */
    async function begin(given: readonly Projection[]) {
      const pool = createPool(db.url, 4);
      const others = await Promise.all([0, 1, 2].map(() => pool.connect()));
      const ended = rebuild(pool, store, given).finally(() => pool.end());
      return { ended: Promise.allSettled([ended]), goOn: () => others.forEach((other) => other.release()) };
    }

    test('take their locks in one order, so both end', async () => {
      // So many that a rebuild which has begun to read waits for the slowest of its projections.
      for (let n = 0; n < 2; n++) await store.append(newStream(), NO_STREAM, events(5_000));
      const first = await begin(named('a', 'b', 'c'));
      await locks(1);
      const second = await begin(named('c', 'b', 'a'));
      await locks(2);
      first.goOn();
      second.goOn();
      const done = [{ status: 'fulfilled' }, { status: 'fulfilled' }];
      const both = Promise.all([first.ended, second.ended]).then((ends) => ends.flat());
      const tooLate = setTimeout(
        () => void db.pool.query(`select pg_terminate_backend(pid) from ${LOCKS}`),
        PATIENCE_MS,
      );
      expect(await both.finally(() => clearTimeout(tooLate))).toMatchObject(done);
    });
  });

  test('rows changed during a rebuild leave no dead space', async () => {
    // Each stream in each batch that a rebuild reads: its row is changed three times.
    const streams = Array.from({ length: 100 }, newStream);
    for (let n = 0; n < 4; n++) for (const stream of streams) await store.append(stream, n * 20 - 1, events(20));
    await rebuild(db.pool, store, [journal]);
    const { rows: sizes } = await db.pool.query(`select pg_relation_size('counted')::int as bytes`);
    expect(sizes).toEqual([{ bytes: 8_192 }]);
    await expectAllApplied();
  });

  test.each([
    [
      'a trigger',
      'create trigger t before update on applied for each row execute function log.refuse_change()',
      /trigger/,
    ],
    ['a foreign key', 'create table other (position text references applied)', /foreign key/],
    ['a policy', 'alter table applied enable row level security; create policy p on applied using (true)', /policy/],
    ['a view', 'create view v as select * from applied', /depend/],
  ])('%s on a table would be lost, so the rebuild stops before rows change', async (_what, sql, words) => {
    await db.pool.query(sql);
    await store.append(newStream(), NO_STREAM, events(3));
    await expect(rebuild(db.pool, store, [journal])).rejects.toThrow(words);
    expect(await rows()).toEqual({ applied: [], counted: [] });
  });

  test('rows are copied unchanged, with any content', async () => {
    await db.pool.query('create table kinds (t text, n integer, b boolean, at timestamptz, j jsonb)');
    const texts = ['', '\\N', '\\.', 'a\tb\nc\rd\\e', '\\t', '"quoted", it\'s', 'Ångström 🤷', '\u000b\u0008', ' '];
    // more than goes into one part, of characters of three bytes
    texts.push('漢'.repeat(100_000), 'x', '漢\n'.repeat(30_000));
    const at = new Date('2026-11-24T03:25:00.123Z');
    const given = texts.map((t, n) => ({
      t,
      n,
      b: n % 2 === 0,
      at: new Date(at.getTime() + n),
      j: JSON.stringify({ t }),
    }));
    await inTransaction(db.pool, async (tx) => {
      await addRows(tx, 'kinds', []);
      await addRows(tx, 'kinds', given);
      await addRows(tx, 'kinds', [{ t: null, n: null, b: null, at: null, j: null }]);
    });
    const { rows: found } = await db.pool.query('select * from kinds order by n nulls last');
    expect(found.slice(0, -1)).toEqual(given.map((row, n) => ({ ...row, j: { t: texts[n] } })));
    expect(found.at(-1)).toEqual({ t: null, n: null, b: null, at: null, j: null });
    await expect(inTransaction(db.pool, (tx) => addRows(tx, 'kinds', [{ n: 'x' }]))).rejects.toMatchObject({
      code: '22P02',
    });
    expect((await db.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  describe('only copied into tables in turn, many batches long', () => {
    const copied = (spoil: Projection['apply'] = async () => undefined): Projection => ({
      name: 'copied',
      tables: ['applied', 'counted'],
      apply: async (tx, batch) => {
        await spoil(tx, batch);
        const half = Math.floor(batch.length / 2);
        const rowOf = ({ position, stream }: RecordedEvent) => ({ position, stream });
        await addRows(tx, 'applied', batch.slice(0, half).map(rowOf));
        await addRows(tx, 'applied', batch.slice(half).map(rowOf));
        await addRows(tx, 'counted', [{ stream: batch[0]?.position ?? '', events: batch.length }]);
      },
    });
    const inTheFourth = (spoil: Projection['apply']): Projection => {
      let batches = 0;
      return copied(async (tx, batch) => (++batches === 4 ? spoil(tx, batch) : undefined));
    };
    beforeEach(async () => {
      for (let n = 0; n < 5; n++) await store.append(newStream(), NO_STREAM, events(2_500));
    });

    test.each([0, 1, 6_000, 12_500])(
      'every row is there once if a runner has applied events up to %i',
      async (seen) => {
        const [last] = (await store.readAll('', 20_000)).slice(0, seen).slice(-1);
        await db.pool.query(`insert into log.projection_checkpoint values ('copied', $1)`, [last?.position ?? '']);
        await rebuild(db.pool, store, [copied()]);
        const log = await store.readAll('', 20_000);
        expect((await rows()).applied).toEqual(log.map(({ position, stream }) => ({ position, stream })));
        const { rows: sum } = await db.pool.query('select sum(events)::integer as events from counted');
        expect(sum).toEqual([{ events: 12_500 }]);
      },
    );

    test.each<[string, Projection['apply'], object]>([
      [
        'a row that PostgreSQL refuses',
        (tx) => addRows(tx, 'counted', [{ stream: 'x', events: 'many' }]),
        { code: '22P02' },
      ],
      ['an error of its own', () => Promise.reject(new Error('no')), { message: 'no' }],
      [
        'a connection that breaks',
        async () =>
          void (await db.pool.query(
            `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'copy %'`,
          )),
        { message: expect.stringMatching(/terminat|Connection/) as string },
      ],
    ])('%s in the middle ends the rebuild, and leaves the old rows', async (_what, spoil, error) => {
      await db.pool.query(`insert into applied values ('old', 'old')`);
      await expect(rebuild(db.pool, store, [inTheFourth(spoil)])).rejects.toMatchObject(error);
      await eventually(async () => (await schemas()) === 0);
      expect((await rows()).applied).toEqual([{ position: 'old', stream: 'old' }]);
      await rebuild(db.pool, store, [copied()]);
      expect((await rows()).applied).toHaveLength(12_500);
    });
  });
});
