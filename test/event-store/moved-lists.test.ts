import { addRows, createPool } from '../../src/database/index.js';
import {
  listsOfAnotherLog,
  moveLog,
  NO_STREAM,
  openLog,
  PostgresEventStore,
  ProjectionRunner,
  rebuild,
  START,
  type Direction,
  type EventStore,
  type Projection,
} from '../../src/event-store/index.js';
import { LogMoved } from '../../src/event-store/faults.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { StandIn } from './stand-in/stand-in.js';
import { events, eventually, newStream } from './support.js';

let db: TestDatabase;
let owner: TestDatabase['pool'];
let standIn: StandIn;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  [db, standIn] = [await createTestDatabase(), new StandIn()];
  owner = createPool(db.ownerUrl);
  await standIn.start();
  await owner.query('create table applied (position text collate "C" primary key, stream text not null)');
  await owner.query('grant all on applied to public');
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await owner.end();
  await standIn.stop();
  await db.drop();
});

const journal: Projection = {
  name: 'journal',
  tables: ['applied'],
  apply: (tx, batch) =>
    addRows(
      tx,
      'applied',
      batch.map(({ position, stream }) => ({ position, stream })),
    ),
};
const rows = async () =>
  (await db.pool.query<{ position: string }>('select position from applied order by position')).rows.map(
    ({ position }) => position,
  );
const move = (direction: Direction) => moveLog({ pool: owner, url: standIn.url, direction });
const inPostgres = async () => kept(new PostgresEventStore(db.portalPool));
const inEventStoreDb = async () => kept(await openLog({ pool: db.portalPool, url: standIn.url }));

function kept<T extends EventStore>(store: T): T {
  closing.push(() => store.close());
  return store;
}

/** A portal that applies events from a store. */
function portal(store: EventStore): ProjectionRunner {
  const runner = new ProjectionRunner(db.portalPool, store, [journal]);
  runner.start();
  closing.push(() => runner.stop());
  return runner;
}

const remake = async (store: EventStore) => rebuild(owner, store, await listsOfAnotherLog(owner, store, [journal]));
const positionsOf = async (store: EventStore) => (await store.readAll(START, 1_000)).map(({ position }) => position);

test.each<[Direction, () => Promise<EventStore>, () => Promise<EventStore>]>([
  ['there', inPostgres, inEventStoreDb],
  ['back', inEventStoreDb, inPostgres],
])('%s: tables stay as they are until the new ones are in, for portals on either log', async (direction, from, to) => {
  if (direction === 'back') await move('there');
  const old = await from();
  const { position } = await old.append(newStream(), NO_STREAM, events(20));
  const late = portal(old);
  expect(await late.waitFor(position, 60_000)).toBe(true);
  const before = await rows();
  await move(direction);

  // A portal that starts before the tables are rebuilt waits for them, and does not mix the events of both logs.
  const store = await to();
  const early = portal(store);
  const added = await store.append(newStream(), NO_STREAM, events(3));
  expect(await early.waitFor(added.position, 200)).toBe(false);
  expect(await early.status()).toMatchObject([{ position: START, behind: true }]);
  expect(await early.stopped()).toEqual([]);
  expect(await rows()).toEqual(before);

  await remake(store);
  expect(await listsOfAnotherLog(owner, store, [journal])).toEqual([]);
  expect(await early.waitFor(added.position, 60_000)).toBe(true);
  expect(await rows()).toEqual(await positionsOf(store));

  // The one that still runs on the old log applies nothing of it, and is not stopped.
  await late.stop();
  late.start();
  const next = await store.append(newStream(), NO_STREAM, events(1));
  expect(await early.waitFor(next.position, 60_000)).toBe(true);
  expect(await late.stopped()).toEqual([]);
  expect(await rows()).toEqual(await positionsOf(store));
});

test('a list that was behind when the log was moved is complete afterwards', async () => {
  const old = await inPostgres();
  await old.append(newStream(), NO_STREAM, events(20));
  await move('there');
  // It catches up on the closed log while the new tables are made.
  portal(old);
  const store = await inEventStoreDb();
  await remake(store);
  await eventually(async () => (await listsOfAnotherLog(owner, store, [journal])).length === 0);
  expect(await rows()).toEqual(await positionsOf(store));
});

test('a rebuild that began on the old log does not replace the tables of the new one', async () => {
  const old = await inPostgres();
  await old.append(newStream(), NO_STREAM, events(5));
  await move('there');
  const store = await inEventStoreDb();
  await remake(store);
  await expect(rebuild(owner, old, [journal])).rejects.toBeInstanceOf(LogMoved);
  expect(await rows()).toEqual(await positionsOf(store));
});

test('a rebuild that was interrupted behind the switch is found by the next run', async () => {
  const old = await inPostgres();
  const { position } = await old.append(newStream(), NO_STREAM, events(5));
  const runner = portal(old);
  await runner.waitFor(position, 60_000);
  await move('there');
  const store = await inEventStoreDb();
  const broken: Projection = { ...journal, apply: () => Promise.reject(new Error('died')) };
  await expect(rebuild(owner, store, [broken])).rejects.toThrow('died');
  expect(await move('there')).toBe('finish');
  await remake(store);
  expect(await rows()).toEqual(await positionsOf(store));
});

test('a position of EventStoreDB is refused by the log in PostgreSQL with an error that callers repeat', async () => {
  const store = await inPostgres();
  const foreign = '0000000000000001234abcdef01';
  await expect(store.readAll(foreign, 1)).rejects.toBeInstanceOf(LogMoved);
  expect(() => store.subscribe(foreign, new AbortController().signal)).toThrow(LogMoved);
});
