import { randomUUID } from 'node:crypto';
import { inTransaction } from '../../src/database/index.js';
import { claimEmails, releaseEmails, type EmailClaim } from '../../src/modules/teams/claims/claims.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { PATIENCE_MS } from '../support/patience.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const claimOf = (key: string): EmailClaim => ({
  ...{ key, accountId: randomUUID(), teamId: randomUUID(), resellerId: randomUUID() },
});
const claim = (claims: readonly EmailClaim[]) => inTransaction(db.pool, (tx) => claimEmails(tx, claims));

test('the first claim gets the address, and all callers learn who holds it', async () => {
  const [first, second] = [claimOf('first@example.com'), claimOf('first@example.com')];
  const holder = { accountId: first.accountId, teamId: first.teamId };
  expect(await claim([first])).toEqual(new Map([[first.key, holder]]));
  expect(await claim([second, claimOf('free@example.com')])).toEqual(
    new Map([
      [first.key, holder],
      ['free@example.com', expect.objectContaining({ accountId: expect.any(String) as string })],
    ]),
  );
});

test('a released address can be claimed again, and a second release does not undo that', async () => {
  const [gone, next] = [claimOf('gone@example.com'), claimOf('gone@example.com')];
  await claim([gone]);
  await inTransaction(db.pool, (tx) => releaseEmails(tx, [gone.accountId]));
  expect((await claim([next])).get(next.key)?.accountId).toBe(next.accountId);
  await inTransaction(db.pool, (tx) => releaseEmails(tx, [gone.accountId]));
  expect((await claim([gone])).get(next.key)?.accountId).toBe(next.accountId);
});

test('lists that overlap in opposite order cause no deadlock, and no address is shared', async () => {
  const keys = Array.from({ length: 9 }, (_, n) => `overlap${n}@example.com`);
  const inTheMiddle = await db.pool.connect();
  await inTheMiddle.query('begin');
  await claimEmails(inTheMiddle, [claimOf('overlap4@example.com')]);
  const lists = [keys.map(claimOf), keys.toReversed().map(claimOf)];
  const answers = Promise.all(lists.map(claim));
  // Both have gone as far as they can. In the order of the lists, each would now hold what the other one comes to next.
  await waiting(2);
  await inTheMiddle.query('rollback');
  inTheMiddle.release();
  const [one, other] = await answers;
  expect(one?.size).toBe(9);
  expect(other).toEqual(one);
});

async function waiting(amount: number): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await db.pool.query<{ count: number }>(
      `select count(*)::integer as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows[0]?.count === amount) return;
    if (Date.now() > deadline) throw new Error(`${rows[0]?.count} instead of ${amount} transactions wait.`);
  }
}

test('one account may claim its address from several transactions at once', async () => {
  for (let round = 0; round < 150; round++) {
    const same = claimOf(`same${round}@example.com`);
    const answers = await Promise.all(Array.from({ length: 8 }, () => claim([same])));
    for (const answer of answers) expect(answer.get(same.key)?.accountId).toBe(same.accountId);
  }
});
