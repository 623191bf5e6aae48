import { randomUUID } from 'node:crypto';
import { historyProjection } from '../../src/modules/history/history-projection.js';
import { decidedProjection } from '../../src/modules/history/imports/decided-projection.js';
import {
  ImportPeople,
  type DecidedPerson,
  type WantedPeople,
} from '../../src/modules/history/imports/import-people.js';
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
  await apply(db.pool, decidedProjection, log.events);
});
afterAll(() => db.drop());

const BY_NUMBER = { outcome: null, search: '', order: { by: 'when', desc: false }, total: 250 } as const;

async function readAll(wanted: Partial<WantedPeople>): Promise<DecidedPerson[]> {
  const all: DecidedPerson[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: Awaited<ReturnType<ImportPeople['page']>> = await people.page(
      importId,
      { ...BY_NUMBER, ...wanted },
      after,
    );
    expect(page.rows.length).toBeLessThanOrEqual(100);
    all.push(...page.rows);
    after = page.next ?? undefined;
  }
  return all;
}
const numbersOf = (found: readonly DecidedPerson[]) => found.map(({ haloId }) => haloId - 1_000);
const from0to = (length: number) => Array.from({ length }, (_, n) => n);

test('each person is listed once, by HaloPSA id', async () => {
  const all = await readAll({});
  expect(numbersOf(all)).toEqual(from0to(250));
  expect(all.slice(0, 2)).toMatchObject([
    {
      revision: 1,
      person: { name: 'Person 0', email: 'p0@acme.example' },
      reason: null,
      at: expect.any(Date) as Date,
    },
    { revision: 2, person: { name: 'Person 1', email: null }, reason: 'no-email' },
  ]);
  expect(numbersOf(await readAll({ order: { by: 'when', desc: true } }))).toEqual(from0to(250).reverse());
});

test('sorted by name, either way, also among those with one outcome', async () => {
  const byName = from0to(250).sort((a, b) => (`person ${a}` < `person ${b}` ? -1 : 1));
  expect(numbersOf(await readAll({ order: { by: 'name', desc: false } }))).toEqual(byName);
  const rejected = { outcome: 'rejected', order: { by: 'name', desc: true } } as const;
  expect(numbersOf(await readAll(rejected))).toEqual(byName.filter((n) => n % 2 === 1).reverse());
});

test.each([
  ['imported', 0],
  ['rejected', 1],
] as const)('the filter shows only the %s', async (outcome, remainder) => {
  expect(numbersOf(await readAll({ outcome }))).toEqual(from0to(125).map((n) => 2 * n + remainder));
});

test.each<[string, (n: number) => boolean]>([
  ['PÉRSON 24', (n) => String(n).includes('24')],
  ['p24@acme.example', (n) => n === 24],
  ['office 7', (n) => String(n).includes('7')],
  ['100%', () => false],
])('a search for %j finds those who fit, and counts them', async (search, fits) => {
  const found = await readAll({ search });
  expect(numbersOf(found)).toEqual(from0to(250).filter(fits));
  const { range } = await people.page(importId, { ...BY_NUMBER, search }, undefined);
  expect(range.of).toBe(found.length);
});

test('paging back shows the same pages, and the last is found from the end', async () => {
  const first = await people.page(importId, BY_NUMBER, undefined);
  const second = await people.page(importId, BY_NUMBER, first.next ?? '');
  const third = await people.page(importId, BY_NUMBER, second.next ?? '');
  expect(second).toMatchObject({ previous: '', range: { from: 101, to: 200, of: 250 } });
  expect(third).toMatchObject({ previous: first.next, next: null, range: { from: 201, to: 250 } });
  expect(await people.page(importId, BY_NUMBER, 'last')).toEqual({ ...third, at: expect.any(String) as string });
});

test('an unknown import is empty, and an invalid cursor gives the first page', async () => {
  const none = await people.page(randomUUID(), { ...BY_NUMBER, total: 0 }, undefined);
  expect(none).toMatchObject({ rows: [], next: null, previous: null });
  expect((await people.page(importId, BY_NUMBER, '999')).range.from).toBe(1);
});

test('a person whom the history does not have yet is not shown', async () => {
  await db.pool.query(`delete from history where revision = 3 and stream = $1`, [`import-${importId}`]);
  expect(numbersOf((await people.page(importId, BY_NUMBER, undefined)).rows).slice(0, 4)).toEqual([0, 1, 3, 4]);
});
