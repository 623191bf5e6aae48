import { randomUUID } from 'node:crypto';
import { Timelines } from '../../src/modules/history/timeline/timelines.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { explaining, expectTouched, type Planned } from '../support/plans.js';

const [resellerId, team, other, account] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const ROWS = 40_000;
/** A page of 101 from each of two indexes, merged, with the blocks of the rows. */
const MOST = 1_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  // An import of nearly everyone, some hundred moves away from the Team, and one account that changes a thousand times.
  await db.pool.query(
    `insert into history (position, reseller_id, team_id, stream, revision, type, actor_id, actor_role, recorded_at, person, data)
     select lpad(n::text, 19, '0'), $1, case when n % 100 = 0 then $3::uuid else $2::uuid end,
       case when n % 40 = 0 then 'account-' || $4::text else 'import-' || $5::text end, n,
       case when n % 100 = 0 then 'UserMoved' when n % 40 = 0 then 'UserRenamed' else 'UserImported' end,
       'a', 'admin', now() - n * interval '1 minute', '{"name": "A", "email": null}',
       jsonb_build_object('accountId', case when n % 40 = 0 then $4::text else gen_random_uuid()::text end,
         'fromTeamId', case when n % 100 = 0 then $2::text end)
     from generate_series(1, ${ROWS}) n`,
    [resellerId, team, other, account, randomUUID()],
  );
  await db.pool.query('vacuum analyze history');
});
afterAll(() => db.drop());

test.each([true, false])('a page of the history of a large Team costs a page (person by person: %s)', async (each) => {
  const seen: Planned[] = [];
  const timelines = new Timelines(explaining(db.pool, seen));
  const query = { teamId: team, each, until: null };
  const first = await timelines.ofTeam(resellerId, { ...query, before: null });
  const second = await timelines.ofTeam(resellerId, { ...query, before: first.next });
  const third = await timelines.ofTeam(resellerId, { ...query, before: second.next });
  expect([first, second, third].map(({ entries }) => entries.length)).toEqual([100, 100, 100]);
  expect([second.previous, third.previous]).toEqual(['', first.next]);
  const until = new Date(Date.now() - 20_000 * 60_000);
  const late = await timelines.ofTeam(resellerId, { ...query, until, before: null });
  expect(late.entries[0]?.at.getTime()).toBeLessThan(until.getTime());
  expectTouched(seen, MOST);
});

test('a page of the history of a person costs a page', async () => {
  const seen: Planned[] = [];
  const timelines = new Timelines(explaining(db.pool, seen));
  const first = await timelines.ofAccount(resellerId, account, null);
  await timelines.ofAccount(resellerId, account, first.next);
  expectTouched(seen, MOST);
});
