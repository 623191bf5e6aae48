import { randomUUID } from 'node:crypto';
import { deleteOld } from '../../src/database/index.js';
import { forgetExpiredSessions } from '../../src/modules/access/forget-expired.js';
import { expireLists, forgetExpired } from '../../src/modules/rosters/expire.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let db: TestDatabase;
beforeAll(async () => void (db = await createTestDatabase()));
afterAll(() => db.drop());
afterEach(() => db.pool.query('truncate roster, roster_person, import_item, portal_session, kept_form'));

interface List {
  readonly status?: string;
  readonly usedHours?: number;
  /** hours since it was requested, and since its end; null: not yet */
  readonly asked?: number | null;
  readonly ended?: number | null;
}

async function list({ status = 'loaded', usedHours = 0, asked = null, ended = null }: List): Promise<string> {
  const id = randomUUID();
  await db.pool.query(
    `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, load_metadata, credentials_version, status,
       used_at, import_requested_at, import_ended_at)
     values ($1, $1, $1, 'client', 12, 'A group', '{}', $1, $2, now() - make_interval(hours => $3),
       now() - make_interval(hours => $4), now() - make_interval(hours => $5))`,
    [id, status, usedHours, asked, ended],
  );
  await db.pool.query(`insert into import_item (import_id, n, halo_id, person) values ($1, 0, 1, '{"name":"Ann"}')`, [
    id,
  ]);
  await db.pool.query(
    `insert into roster_person (roster_id, halo_id, name, name_key, inactive, service_account, general_user)
     values ($1, 1, 'Ann', 'ann', false, false, false)`,
    [id],
  );
  return id;
}

const people = async (id: string) => {
  const { rows } = await db.pool.query<{ n: number }>(
    `select ((select count(*) from roster_person where roster_id = $1) + (select count(*) from import_item where import_id = $1))::int as n`,
    [id],
  );
  return rows[0]?.n;
};
const exists = async (id: string) => (await db.pool.query('select from roster where id = $1', [id])).rowCount === 1;

test.each<[string, List, boolean]>([
  ['a list that was not used for hours', { usedHours: 9 }, false],
  ['a failed load', { status: 'failed', usedHours: 9 }, false],
  ['a list in use', { usedHours: 7 }, true],
  ['a list that is loading', { status: 'loading', usedHours: 9 }, true],
  ['an import that runs', { usedHours: 9, asked: 9 }, true],
  ['an import that has just ended', { usedHours: 9, asked: 9, ended: 7 }, true],
  ['an import that ended long ago, though its list was opened since', { usedHours: 0, asked: 10, ended: 9 }, false],
])('the people of %s are kept: %#', async (_what, given, kept) => {
  const id = await list(given);
  await expireLists(db.portalPool, 8);
  expect(await people(id)).toBe(kept ? 2 : 0);
  expect(await exists(id)).toBe(true);
});

test.each<[string, List, boolean]>([
  ['expired long ago', { status: 'expired', usedHours: 91 * 24 }, false],
  ['was imported and expired long ago', { status: 'expired', usedHours: 91 * 24, asked: 9_000, ended: 9_000 }, false],
  ['expired lately', { status: 'expired', usedHours: 89 * 24 }, true],
  ['has not expired', { usedHours: 91 * 24 }, true],
  ['is being imported', { status: 'expired', usedHours: 91 * 24, asked: 9_000 }, true],
])('a list that %s', async (_what, given, kept) => {
  const id = await list(given);
  expect(await forgetExpired(db.portalPool, 90)).toBe(kept ? 0 : 1);
  expect(await exists(id)).toBe(kept);
});

test('a list of a run is kept with it', async () => {
  const id = await list({ status: 'expired', usedHours: 91 * 24 });
  await db.pool.query(
    `insert into run_pair (run_id, n, group_kind, group_id, group_name, team_id, team_name, is_new, matched, list_id)
     values ($1, 0, 'client', 12, 'A group', $1, 'A Team', false, 'name', $1)`,
    [id],
  );
  expect(await forgetExpired(db.portalPool, 90)).toBe(0);
});

test('lists that several processes delete at once are deleted once, at most ten thousand in a call', async () => {
  await db.pool.query(
    `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, load_metadata, credentials_version, status, used_at)
     select gen_random_uuid(), $1, $1, 'client', n, 'G', '{}', $1, 'expired', now() - interval '100 days' from generate_series(1, 12500) n`,
    [randomUUID()],
  );
  expect(await deleteOld(db.portalPool, 'roster', `status = 'expired'`)).toBe(10_000);
  const each = await Promise.all([1, 2, 3].map(() => forgetExpired(db.portalPool, 90)));
  const rest = await forgetExpired(db.portalPool, 90);
  expect([...each, rest].reduce((sum, n) => sum + n, 0)).toBe(2_500);
});

test('expired sessions and forms are deleted, others stay', async () => {
  const { rows } = await db.pool.query<{ id: string }>(
    `with r as (insert into reseller (id, name) values (gen_random_uuid(), 'R') returning id)
     insert into portal_user (name, email, "emailVerified", role, "resellerId") select 'N', 'n@x.example', true, 'admin', id from r returning id`,
  );
  await db.pool.query(
    `insert into portal_session ("expiresAt", token, "updatedAt", "userId")
     values (now() - interval '1 second', 'over', now(), $1), (now() + interval '1 minute', 'open', now(), $1)`,
    [rows[0]?.id],
  );
  await db.pool.query(
    `insert into kept_form (id, user_id, sealed, expires_at)
     values (gen_random_uuid(), $1, 'over', now() - interval '1 second'), (gen_random_uuid(), $1, 'waits', now() + interval '1 minute')`,
    [rows[0]?.id],
  );
  await forgetExpiredSessions(db.portalPool);
  expect((await db.pool.query('select token from portal_session')).rows).toEqual([{ token: 'open' }]);
  expect((await db.pool.query('select sealed from kept_form')).rows).toEqual([{ sealed: 'waits' }]);
});
