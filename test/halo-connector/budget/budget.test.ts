import { randomUUID } from 'node:crypto';
import { keptFree, PostgresRequestBudget } from '../../../src/modules/halo-connector/budget/index.js';
import type { Priority } from '../../../src/modules/halo-connector/index.js';
import { createPool } from '../../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { until } from '../../support/portal.js';
import { PATIENCE_MS } from '../../support/patience.js';

const LONG = { requests: 10, windowMs: 600_000 };
let db: TestDatabase;
let host: string;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(() => {
  host = `${randomUUID()}.example`;
});

const share = () => ({ host, resellerId: 'acme', accepted: true });
const wish = (priority: Priority = 'background', longestMs = 15_000) => ({ ...share(), priority, longestMs });

/** Takes slots until there are none. @returns them, and what is said then */
async function takeAll(budget: PostgresRequestBudget, priority: Priority = 'background', answer = true) {
  const slots: string[] = [];
  for (;;) {
    const taken = await budget.take(wish(priority));
    if (!('slot' in taken)) return { slots, refused: taken };
    slots.push(taken.slot);
    if (answer) budget.answered(taken.slot);
  }
}

test.each([
  [1, 0],
  [4, 0],
  [5, 1],
  [10, 1],
  [60, 2],
  [300, 10],
  [500, 16],
])('of %i slots %i are for people who wait at a page', (requests, kept) => {
  expect(keptFree({ requests, windowMs: 1 })).toBe(kept);
});

test('background work leaves the last slot to a person at a page', async () => {
  const budget = new PostgresRequestBudget(db.pool, LONG);
  expect((await takeAll(budget)).slots).toHaveLength(9);
  expect((await takeAll(budget, 'waiting-person')).slots).toHaveLength(1);
  expect(await budget.take(wish())).not.toHaveProperty('slot');
  host = `${host}:8443`;
  expect(await budget.take(wish())).toHaveProperty('slot');
});

test('a refusal names the time of the first free slot: a window after its answer', async () => {
  const budget = new PostgresRequestBudget(db.pool, LONG);
  const { refused } = await takeAll(budget);
  const { rows } = await db.pool.query(
    `select free_at, clock_timestamp() as now from halo_slot where host = $1 order by free_at limit 2`,
    [host],
  );
  expect(Math.abs(refused.retryAt.getTime() - rows[0].free_at.getTime())).toBeLessThanOrEqual(1);
  expect(refused.retryAt.getTime()).toBeGreaterThanOrEqual(rows[0].free_at.getTime());
  expect(refused.waitMs).toBeGreaterThan(LONG.windowMs - PATIENCE_MS);
  expect(refused.waitMs).toBeLessThanOrEqual(LONG.windowMs + 1);

  // with the kept one taken too, background work has to wait for the second
  await takeAll(budget, 'waiting-person');
  const next = await budget.take(wish());
  expect(next).toHaveProperty('retryAt');
  const { retryAt } = next as { retryAt: Date };
  expect(Math.abs(retryAt.getTime() - rows[1].free_at.getTime())).toBeLessThanOrEqual(1);
});

test('refused background work returns when many slots are free, a person when one is', async () => {
  const budget = new PostgresRequestBudget(db.pool, { requests: 90, windowMs: 600_000 });
  const { refused } = await takeAll(budget);
  await takeAll(budget, 'waiting-person');
  const person = await budget.take(wish('waiting-person'));
  const { rows } = await db.pool.query(`select free_at from halo_slot where host = $1 order by free_at`, [host]);
  const near = (moment: unknown, slot: number) =>
    expect(Math.abs((moment as Date).getTime() - rows[slot].free_at.getTime())).toBeLessThanOrEqual(1);
  // 87 were taken of 87, so that the first three to come back make a lot; then 90 of 90
  near(refused.retryAt, 2);
  near('retryAt' in person && person.retryAt, 0);
});

test('a slot is free a window after the answer, not after the request', async () => {
  const budget = new PostgresRequestBudget(db.pool, { requests: 1, windowMs: 300 });
  const first = await budget.take(wish());
  await new Promise((done) => setTimeout(done, 400));
  expect(await budget.take(wish())).not.toHaveProperty('slot');
  budget.answered('slot' in first ? first.slot : '');
  const { rows } = await db.pool.query(`select clock_timestamp() as now`);
  await until(async () => 'slot' in (await budget.take(wish())), 'the slot is free');
  const later = await db.pool.query(`select clock_timestamp() as now`);
  expect(later.rows[0].now - rows[0].now).toBeGreaterThanOrEqual(290);
});

test('an answer is recorded with its own time, even if no other slot is taken', async () => {
  const budget = new PostgresRequestBudget(db.pool, LONG);
  const taken = await budget.take(wish('background', 3_600_000));
  const freeIn = async () => {
    const { rows } = await db.pool.query<{ ms: string }>(
      'select extract(epoch from free_at - clock_timestamp()) * 1000 as ms from halo_slot where host = $1',
      [host],
    );
    return Number(rows[0]?.ms);
  };
  expect(await freeIn()).toBeGreaterThan(3_600_000);
  const { rows } = await db.pool.query(`select clock_timestamp() as now`);
  budget.answered('slot' in taken ? taken.slot : '');
  // Busy for a second, so that it is told a second late.
  for (const end = performance.now() + 1_000; performance.now() < end;);
  await until(async () => (await freeIn()) <= LONG.windowMs, 'the answer is told');
  const free = await db.pool.query('select free_at from halo_slot where host = $1', [host]);
  const answeredAt = free.rows[0].free_at.getTime() - LONG.windowMs;
  expect(answeredAt).toBeGreaterThanOrEqual(rows[0].now.getTime() - 2);
  expect(answeredAt).toBeLessThan(rows[0].now.getTime() + 900);
});

test('the slot of a process that dies is kept for the longest request and a window', async () => {
  const budget = new PostgresRequestBudget(db.pool, { requests: 1, windowMs: 300 });
  expect(await budget.take(wish('background', 500))).toHaveProperty('slot');
  const { rows } = await db.pool.query(`select free_at from halo_slot where host = $1`, [host]);
  expect(await budget.take(wish())).toMatchObject({ waitMs: expect.any(Number) as number });
  await until(async () => 'slot' in (await budget.take(wish())), 'the slot is free');
  const later = await db.pool.query(`select clock_timestamp() as now`);
  expect(later.rows[0].now.getTime()).toBeGreaterThanOrEqual(rows[0].free_at.getTime());
});

test('all processes together take no more slots than there are', async () => {
  const others = [createPool(db.url, 4), createPool(db.url, 4)];
  const budgets = others.map((pool) => new PostgresRequestBudget(pool, { requests: 60, windowMs: 600_000 }));
  const asked = budgets.flatMap((budget) =>
    Array.from({ length: 75 }, (_, n) => budget.take(wish(n % 3 === 0 ? 'waiting-person' : 'background'))),
  );
  const answers = await Promise.all(asked);
  const rest = await takeAll(budgets[0] as PostgresRequestBudget, 'waiting-person');
  expect(answers.filter((answer) => 'slot' in answer).length + rest.slots.length).toBe(60);
  await Promise.all(others.map((pool) => pool.end()));
});

test('the last slot goes to one of two simultaneous requests', async () => {
  const first = await db.pool.connect();
  await first.query('begin');
  await first.query(`select halo_slot_take($1, 1, '1 second', '1 hour')`, [host]);
  const second = new PostgresRequestBudget(db.pool, { requests: 1, windowMs: 600_000 }).take(wish());
  await first.query('select pg_sleep(0.1)');
  await first.query('commit');
  first.release();
  expect(await second).not.toHaveProperty('slot');
});

test('a pause stops all requests to its host, can be extended, and ends', async () => {
  const [one, other] = [new PostgresRequestBudget(db.pool, LONG), new PostgresRequestBudget(db.pool, LONG)];
  const end = await one.pause(share(), 400);
  expect(await other.pause(share(), 100)).toEqual(end);
  const refused = await other.take(wish('waiting-person'));
  expect(refused).toHaveProperty('retryAt');
  expect(Math.abs((refused as { retryAt: Date }).retryAt.getTime() - end.getTime())).toBeLessThanOrEqual(1);
  await until(async () => 'slot' in (await other.take(wish())), 'the pause is over');
});

test('expired slots are deleted, also those of hosts no longer in use', async () => {
  const stale = `select from halo_slot where free_at < now() - interval '1 minute'`;
  await db.pool.query(
    `insert into halo_slot (host, free_at) select 'gone.example', now() - interval '1 hour' from generate_series(1, 70)`,
  );
  const budget = new PostgresRequestBudget(db.pool, LONG);
  await budget.take(wish());
  expect((await db.pool.query(stale)).rowCount).toBe(20);
  await budget.take(wish());
  expect((await db.pool.query(stale)).rowCount).toBe(0);
});
