import { randomUUID } from 'node:crypto';
import { historyProjection } from '../../src/modules/history/history-projection.js';
import { ImportPeople, type DecidedAs, type DecidedPerson } from '../../src/modules/history/imports/import-people.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { apply, LogOfATest } from './support.js';

let db: TestDatabase;
let people: ImportPeople;
const importId = randomUUID();

beforeAll(async () => {
  db = await createTestDatabase();
  people = new ImportPeople(db.pool);
  const log = new LogOfATest();
  const outcomes = Array.from({ length: 250 }, (_, n) => (n % 2 === 0 ? null : ('no-email' as const)));
  log.addImport({ importId, people: outcomes, end: 'completed' });
  log.addImport({ people: [null, 'no-email'], end: 'completed' });
  await apply(db.pool, historyProjection, log.events);
});
afterAll(() => db.drop());

async function readAll(outcome: DecidedAs | null): Promise<DecidedPerson[]> {
  const all: DecidedPerson[] = [];
  for (let after = 0; ;) {
    const page = await people.page(importId, outcome, after);
    expect(page.rows.length).toBeLessThanOrEqual(100);
    all.push(...page.rows);
    if (page.next === null) return all;
    after = Number(page.next);
  }
}

test('each person is listed once, by HaloPSA id', async () => {
  const all = await readAll(null);
  expect(all.map(({ haloId }) => haloId)).toEqual(Array.from({ length: 250 }, (_, n) => 1_000 + n));
  expect(all.slice(0, 2)).toMatchObject([
    {
      revision: 1,
      person: { name: 'Person 0', email: 'p0@acme.example' },
      reason: null,
      at: expect.any(Date) as Date,
    },
    { revision: 2, person: { name: 'Person 1', email: null }, reason: 'no-email' },
  ]);
});

test.each([
  ['imported', 0],
  ['rejected', 1],
] as const)('the filter shows only the %s', async (outcome, remainder) => {
  const numbers = (await readAll(outcome)).map(({ haloId }) => haloId);
  expect(numbers).toEqual(Array.from({ length: 125 }, (_, n) => 1_000 + 2 * n + remainder));
});

test('paging back shows the same pages', async () => {
  const second = await people.page(importId, null, 100);
  const third = await people.page(importId, null, Number(second.next));
  expect(second).toMatchObject({ previous: '', next: '200' });
  expect(third).toMatchObject({ previous: '100', next: null });
  const rejected = await people.page(importId, 'rejected', 200);
  expect(rejected).toMatchObject({ previous: '', next: null });
  expect(rejected.rows).toHaveLength(25);
});

test('a page past the end, and an unknown import, are empty', async () => {
  expect(await people.page(importId, null, 999_999_999)).toMatchObject({ rows: [], next: null });
  expect(await people.page(randomUUID(), null, 0)).toEqual({ rows: [], next: null, previous: '' });
});
