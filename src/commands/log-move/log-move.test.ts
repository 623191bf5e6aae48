import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { StandIn } from '../../../test/event-store/stand-in/stand-in.js';
import { projections } from '../../app.js';
import { NO_STREAM, openLog, ProjectionRunner } from '../../event-store/index.js';
import { run } from '../run.js';
import { progressLine } from './move-progress.js';

let db: TestDatabase;
let standIn: StandIn;

beforeAll(async () => {
  [db, standIn] = [await createTestDatabase(), new StandIn()];
  await standIn.start();
});
afterAll(async () => {
  await standIn.stop();
  await db.drop();
});

async function portal(url: string | undefined, ...args: string[]) {
  const lines = { out: [] as string[], err: [] as string[] };
  const code = await run(
    args,
    {
      ...{
        DATABASE_URL: db.portalUrl,
        DATABASE_OWNER_URL: db.ownerUrl,
        AUTH_SECRET: 'mZ4vQ9tB2kLw7xRc5nYh8pJd3sGf6aUe',
      },
      ...(url ? { EVENT_STORE_URL: url } : {}),
    },
    { out: (line) => lines.out.push(line), err: (line) => lines.err.push(line), password: () => Promise.resolve('') },
  );
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

/** Adds a Team, and waits until all lists show it. */
async function addTeam(url: string | undefined, name: string): Promise<void> {
  const log = await openLog({ pool: db.portalPool, url });
  const runner = new ProjectionRunner(db.portalPool, log, projections);
  runner.start();
  const id = randomUUID();
  const metadata = { resellerId: randomUUID(), actor: { id: 'test', role: 'system' as const }, correlationId: 'test' };
  const added = { id: randomUUID(), type: 'TeamAdded', data: { teamId: id, name }, metadata };
  const { position } = await log.append(`team-${id}`, NO_STREAM, [added]);
  expect(await runner.waitFor(position, 60_000)).toBe(true);
  await runner.stop();
  await log.close();
}

const names = async () =>
  (await db.pool.query<{ name: string }>('select name from team order by name')).rows.map(({ name }) => name);
const lengths = async () =>
  (await db.pool.query<{ length: number }>('select distinct length(position) from log.projection_checkpoint')).rows.map(
    ({ length }) => length,
  );

test('the log is moved there and back, and all lists are made from it', async () => {
  await addTeam(undefined, 'Acme');
  const there = await portal(standIn.url, 'log', 'move');
  expect(there).toMatchObject({ code: 0 });
  expect(there.out).toMatch(/^The log is closed: portals read, and append nothing/);
  const [, one] = /^PostgreSQL: {3}(1 events, SHA-256 [0-9a-f]{64})$/m.exec(there.out) ?? [];
  const [, other] = /^EventStoreDB: (.*)$/m.exec(there.out) ?? [];
  expect([one, other]).toEqual([other, expect.stringContaining('SHA-256')]);
  expect(there.out).toMatch(/The log is in EventStoreDB from now on: set EVENT_STORE_URL for every portal/);
  expect(there.out).toMatch(/^members: rebuilt in /m);
  expect([await names(), await lengths()]).toEqual([['Acme'], [27]]);

  expect((await portal(standIn.url, 'log', 'move')).out).toBe(
    'The log is in EventStoreDB.\nEvery list is made from it. There is nothing left to do.',
  );
  await addTeam(standIn.url, 'Beta');
  const back = await portal(standIn.url, 'log', 'move', '--back');
  expect(back).toMatchObject({ code: 0 });
  expect(back.out).toMatch(/The log is in PostgreSQL from now on: unset EVENT_STORE_URL/);
  expect([await names(), await lengths()]).toEqual([['Acme', 'Beta'], [19]]);
  await addTeam(undefined, 'Gamma');
  expect((await portal(undefined, 'log', 'move', '--back')).out).toMatch(/^The log is in PostgreSQL\.\nEvery list/);
});

test('lists of rosters forget the position at which they were judged', async () => {
  await db.pool.query(`update roster set judged_head = '0000000000000000001'`);
  await portal(undefined, 'log', 'move', '--back');
  expect((await db.pool.query('select from roster where judged_head is not null')).rowCount).toBe(0);
});

test('what is missing is said in words', async () => {
  expect(await portal(undefined, 'log', 'move')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Set EVENT_STORE/),
  });
  expect(await portal(undefined, 'log', 'move', '--to')).toMatchObject({ code: 2, err: expect.stringMatching(/--to/) });
});

test.each<[Parameters<typeof progressLine>, string]>([
  [
    [{ step: 'copied', events: 12_000, of: 100_000 }, 8_000],
    '12,000 of 100,000 events copied, 8,000 a second, 11 s left',
  ],
  [
    [{ step: 'compared', events: 12_000, of: 1_200_000 }, 8_000],
    '12,000 of 1,200,000 events compared, 8,000 a second, 3 min left',
  ],
  [[{ step: 'read', events: 12_000, of: undefined }, 8_000], '12,000 events read, 8,000 a second'],
  [[{ step: 'copied', events: 12, of: 100 }, undefined], '12 of 100 events copied'],
  [[{ step: 'copied', events: 100, of: 100 }, 50], '100 of 100 events copied, 50 a second'],
])('progress: %j', (given, line) => expect(progressLine(...given)).toBe(line));
