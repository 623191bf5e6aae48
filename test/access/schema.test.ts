import { randomUUID } from 'node:crypto';
import { getMigrations } from 'better-auth/db/migration';
import { authConfig } from '../../src/modules/access/auth.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let db: TestDatabase;
beforeAll(async () => void (db = await createTestDatabase()));
afterAll(() => db.drop());

test('the migrations create every table and column that better-auth needs', async () => {
  const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems } = await getMigrations(authConfig(db.pool, 12));
  expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems }).toEqual({
    toBeCreated: [],
    toBeAdded: [],
    toBeAddedIndexes: [],
    schemaProblems: [],
  });
});

test.each([
  ['a client admin without a Team', 'client-admin', null],
  ['an admin with a Team', 'admin', randomUUID()],
  ['an auditor with a Team', 'auditor', randomUUID()],
  ['a role that does not exist', 'owner', null],
  ['no role', null, null],
])('the database refuses %s', async (_what, role, teamId) => {
  const resellerId = randomUUID();
  await db.pool.query('insert into reseller (id, name) values ($1, $2)', [resellerId, 'R']);
  const insert = `insert into portal_user (name, email, "emailVerified", role, "resellerId", "teamId") values ('N', $1, true, $2, $3, $4)`;
  await expect(db.pool.query(insert, [`${randomUUID()}@x.example`, role, resellerId, teamId])).rejects.toThrow(
    /violates/,
  );
});

test('a column missing from the migrations is reported', async () => {
  await db.pool.query('alter table portal_session drop column "userAgent"');
  expect((await getMigrations(authConfig(db.pool, 12))).toBeAdded).toMatchObject([{ table: 'portal_session' }]);
});
