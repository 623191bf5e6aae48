import { randomUUID } from 'node:crypto';
import { LogRestored, NO_STREAM, openLog, PostgresEventStore, START, WrongLog } from '../../src/event-store/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { StandIn } from './stand-in/stand-in.js';
import { events, eventually, ids, newStream } from './support.js';

let db: TestDatabase;
let standIn: StandIn;

beforeEach(async () => {
  [db, standIn] = [await createTestDatabase(), new StandIn()];
  await standIn.start();
});
afterEach(async () => {
  await standIn.stop();
  await db.drop();
});

const open = (url: string | undefined = standIn.url) => openLog({ pool: db.portalPool, url });
const inPostgres = () => openLog({ pool: db.portalPool, url: undefined });

/** Opens the log, appends an event, and closes it. */
async function append(opening: ReturnType<typeof open>, stream = newStream()): Promise<string> {
  const log = await opening;
  await log.append(stream, NO_STREAM, events(1));
  await log.close();
  return stream;
}

async function whyNot(opening: ReturnType<typeof open>): Promise<string> {
  const refused = await opening.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(WrongLog);
  return (refused as WrongLog).message;
}

test('without EVENT_STORE_URL the log is in the database', async () => {
  await append(inPostgres());
  expect((await db.pool.query('select from log.event')).rowCount).toBe(1);
});

test('with it, a new database begins its log there, and finds it again', async () => {
  const stream = await append(open());
  const log = await open();
  expect(await log.readStream(stream)).toHaveLength(1);
  await log.close();
  expect((await db.pool.query('select from log.event')).rowCount).toBe(0);
});

test('portals that start at the same time begin one log', async () => {
  const logs = await Promise.all([open(), open(), open()]);
  const [sent] = [events(1)];
  await logs[0]?.append('shared', NO_STREAM, sent);
  for (const log of logs) expect(ids(await log.readStream('shared'))).toEqual(ids(sent));
  await Promise.all(logs.map((log) => log.close()));
  expect(standIn.log.events.filter(({ type }) => type === 'LogBegun')).toHaveLength(1);
});

test('a start that was killed before the row said so begins the same log again', async () => {
  const stream = await append(open());
  await db.pool.query(`update log.event_log set place = 'beginning'`);
  const log = await open();
  expect(await log.readStream(stream)).toHaveLength(1);
  await log.close();
});

test('databases share a server, and each sees its own events', async () => {
  const other = await createTestDatabase();
  await append(open(), 'one');
  const log = await openLog({ pool: other.portalPool, url: standIn.url });
  await append(Promise.resolve(log), 'other');
  const mine = await open();
  expect((await mine.readAll(START, 10)).map(({ stream }) => stream)).toEqual(['one']);
  await mine.close();
  await other.drop();
});

describe('a start is refused in words', () => {
  test('when EVENT_STORE_URL is missing for a database whose log is there', async () => {
    await append(open());
    expect(await whyNot(inPostgres())).toBe(
      'The log of this database is in EventStoreDB. Set EVENT_STORE_URL to its address.',
    );
  });

  test('when the database has a log of its own', async () => {
    await append(inPostgres());
    expect(await whyNot(open())).toMatch(/the log of this database is in PostgreSQL and has events.*log move/);
    await append(inPostgres());
  });

  test('when the server is empty, or holds another log', async () => {
    await append(open());
    standIn.log.cutTo(0);
    expect(await whyNot(open())).toMatch(/127\.0\.0\.1:\d+ does not hold the log of this database/);
    const other = await createTestDatabase();
    await (await openLog({ pool: other.portalPool, url: standIn.url })).close();
    expect(await whyNot(open())).toMatch(/does not hold the log of this database/);
    await other.drop();
  });

  test('when the server is away, without the password', async () => {
    await append(open());
    await standIn.stop();
    const url = standIn.url.replace('127', 'portal:secret@127');
    const why = await whyNot(open(url));
    expect(why).toMatch(/^The event store at 127\.0\.0\.1:\d+ does not answer\. Start it, or check EVENT_STORE_URL/);
    expect(why).not.toContain('secret');
  });

  test('when the server refuses the password', async () => {
    await append(open());
    standIn.faults.failing = { code: 16, message: 'Not Authenticated', times: 100 };
    expect(await whyNot(open())).toMatch(/^The event store at 127\.0\.0\.1:\d+ refuses the user and password/);
  });

  test.each(['moving', 'moving-back'])('while the log is %s', async (place) => {
    await append(open());
    await db.pool.query('update log.event_log set place = $1', [place]);
    for (const opening of [open(), inPostgres()]) expect(await whyNot(opening)).toMatch(/is being moved/);
  });
});

test('a process that is idle while an older copy is restored appends nothing to it', async () => {
  const log = await open();
  await log.append(newStream(), NO_STREAM, events(1));
  const older = standIn.log.events.length;
  await log.append(newStream(), NO_STREAM, events(1));
  await standIn.stop();
  standIn.log.cutTo(older);
  standIn.calls.length = 0;
  await standIn.start();
  await eventually(() => standIn.calls.length > 0);
  await expect(log.append(newStream(), NO_STREAM, events(1))).rejects.toBeInstanceOf(LogRestored);
  expect(standIn.calls.filter(({ name }) => name === 'append')).toEqual([]);
  await log.close();
});

test('a portal that still uses the log in the database cannot append once EventStoreDB was chosen', async () => {
  const late = new PostgresEventStore(db.portalPool);
  await append(open());
  await expect(late.append(randomUUID(), NO_STREAM, events(1))).rejects.toThrow(/log of this database was moved/);
  await late.close();
});
