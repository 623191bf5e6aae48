import { randomUUID } from 'node:crypto';
import { NotPossibleNow } from '../../src/shared/errors.js';
import { addPerson, PASSWORD, startPortal, type TestPortal } from './portal.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await startPortal()));
afterAll(() => portal.close());

const count = async (table: string) =>
  Number((await portal.db.pool.query(`select count(*) from ${table}`)).rows[0].count);

test('a reseller is added once', async () => {
  const id = randomUUID();
  expect(await portal.users.addReseller({ id, name: 'First' })).toBe(true);
  expect(await portal.users.addReseller({ id, name: 'Second' })).toBe(false);
  expect((await portal.db.pool.query('select name from reseller where id = $1', [id])).rows).toEqual([
    { name: 'First' },
  ]);
});

test('an address is used once, ignoring case', async () => {
  const { email, resellerId } = await addPerson(portal, 'admin');
  const again = { name: 'N', email: email.toUpperCase(), password: PASSWORD, role: 'auditor' as const, resellerId };
  const before = [await count('portal_user'), await count('portal_credential')];
  await expect(portal.users.addUser(again)).rejects.toThrow(NotPossibleNow);
  expect([await count('portal_user'), await count('portal_credential')]).toEqual(before);
});

test.each([
  ['a client admin without a Team', { role: 'client-admin' as const }, 'has a Team'],
  ['an auditor with a Team', { role: 'auditor' as const, teamId: randomUUID() }, 'has a Team'],
  ['a short password', { password: 'short' }, '12 to 128'],
  ['an address that could not sign in', { email: 'x@localhost' }, 'Email address is not complete'],
])('%s is refused', async (_what, change, message) => {
  const { resellerId } = await addPerson(portal, 'admin');
  const person = {
    name: 'N',
    email: `${randomUUID()}@x.example`,
    password: PASSWORD,
    role: 'admin' as const,
    resellerId,
  };
  await expect(portal.users.addUser({ ...person, ...change })).rejects.toThrow(message);
});

test('the password is stored as a hash', async () => {
  const { userId } = await addPerson(portal, 'admin');
  const { rows } = await portal.db.pool.query('select password from portal_credential where "userId" = $1', [userId]);
  expect(rows).toHaveLength(1);
  expect(rows[0].password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
});

test('names are found by id, and deleted people are shown as such', async () => {
  const { userId } = await addPerson(portal, 'auditor');
  const gone = randomUUID();
  const names = await portal.users.namesOf([userId, userId, 'system', gone]);
  expect([userId, gone, 'system'].map(names)).toEqual([
    'The auditor',
    'Someone who no longer signs in',
    'Someone who no longer signs in',
  ]);
  expect((await portal.users.namesOf([]))(userId)).toBe('Someone who no longer signs in');
});
