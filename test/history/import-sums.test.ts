import { randomUUID } from 'node:crypto';
import type { RecordedEvent } from '../../src/event-store/index.js';
import { importSumsProjection } from '../../src/modules/history/imports/chart/import-sums-projection.js';
import { ImportSums } from '../../src/modules/history/imports/chart/import-sums.js';
import { periodsOf } from '../../src/modules/history/imports/chart/periods.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { explaining, expectTouched, type Planned } from '../support/plans.js';
import { apply, LogOfATest, metadataOf, rebuilt, type ImportOfATest } from './support.js';

let db: TestDatabase;
let events: RecordedEvent[];
const [ann, bob] = [metadataOf(), metadataOf()];
const { resellerId } = ann;
const byBob = { ...bob, resellerId };
const [acme, globex] = [randomUUID(), randomUUID()];
const all = { resellerId, teamId: null, actorId: null, group: null };

/** An import whose people are all decided at this moment. */
function importAt(log: LogOfATest, moment: string, wanted: ImportOfATest): void {
  const { events: added } = log.addImport({ metadata: ann, teamId: acme, end: 'completed', ...wanted });
  events.push(...added.map((event) => ({ ...event, recordedAt: new Date(moment) })));
}

beforeAll(async () => {
  db = await createTestDatabase();
  events = [];
  const log = new LogOfATest();
  importAt(log, '2026-03-05T23:20:00Z', { people: [null, null, 'no-email'] });
  importAt(log, '2026-03-05T23:29:00Z', { people: [null], teamId: globex, metadata: byBob });
  importAt(log, '2026-03-06T10:00:00Z', { people: ['no-email'], group: { kind: 'list', id: 4, name: 'News' } });
  importAt(log, '2026-03-06T10:00:00Z', { people: [null, null], metadata: bob });
  for (let at = 0; at < events.length; at += 3) await apply(db.pool, importSumsProjection, events.slice(at, at + 3));
});
afterAll(() => db.drop());

async function sumsOf(query: object = {}, zone = 'UTC') {
  const { periods } = periodsOf(zone, '2026-04-01', { from: '2026-03-05', to: '2026-03-06' });
  const sums = await new ImportSums(db.pool).of({ ...all, ...query }, periods);
  return sums.map(({ imported, rejected }) => [imported, rejected]);
}

test('people are counted on their day in the zone of the visitor, those of another reseller never', async () => {
  expect(await sumsOf()).toEqual([
    [3, 1],
    [0, 1],
  ]);
  expect(await sumsOf({}, 'Europe/Berlin')).toEqual([
    [0, 0],
    [3, 2],
  ]);
  // At 23:20 it is 04:50 in Mumbai, and at 18:30 a new day begins there.
  expect(await sumsOf({}, 'Asia/Calcutta')).toEqual([
    [0, 0],
    [3, 2],
  ]);
  expect((await sumsOf({ resellerId: bob.resellerId }))[1]).toEqual([2, 0]);
});

test('each combination of Team, person and group has its own sums', async () => {
  expect(await sumsOf({ teamId: globex })).toEqual([
    [1, 0],
    [0, 0],
  ]);
  expect((await sumsOf({ actorId: ann.actor.id }))[0]).toEqual([2, 1]);
  expect((await sumsOf({ group: 'list:4' }))[1]).toEqual([0, 1]);
  expect((await sumsOf({ teamId: acme, actorId: ann.actor.id, group: 'client:12' }))[0]).toEqual([2, 1]);
  expect((await sumsOf({ teamId: acme, actorId: byBob.actor.id }))[0]).toEqual([0, 0]);
});

test('a rebuild comes to the same sums', async () => {
  const rows = async () => (await db.pool.query('select * from import_sum order by 1, 2, 3, 4, 5')).rows;
  const before = await rows();
  await rebuilt(db.pool, importSumsProjection, events);
  expect(await rows()).toEqual(before);
});

test('a chart reads the quarters of its period, however many imports there are', async () => {
  await db.pool.query(
    `insert into import_sum select $1, case when n % 20 = 0 then '' else gen_random_uuid()::text end, '', '',
       timestamptz '2020-01-01' + n * interval '15 minutes', 1, 1 from generate_series(1, 40000) n`,
    [randomUUID()],
  );
  await db.pool.query(
    `insert into import_sum select $1, '', '', '', timestamptz '2020-01-01' + n * interval '1 hour', 1, 1 from generate_series(1, 20000) n`,
    [resellerId],
  );
  await db.pool.query('vacuum analyze import_sum');
  const seen: Planned[] = [];
  const { periods } = periodsOf('UTC', '2026-04-01', { from: '2021-01-01', to: '2021-01-30' });
  const sums = await new ImportSums(explaining(db.pool, seen)).of(all, periods);
  expect(sums.map(({ imported }) => imported)).toEqual(Array<number>(30).fill(24));
  expectTouched(seen, 3 * 30 * 24);
});
