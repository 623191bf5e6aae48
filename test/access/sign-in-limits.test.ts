import { addPerson, browser, PASSWORD, startPortal, type TestPortal } from './portal.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await startPortal({}, { TRUST_PROXY: '127.0.0.1,::ffff:127.0.0.1' })));
afterAll(() => portal.close());
beforeEach(() => portal.db.pool.query('delete from sign_in_attempt'));

const attempt = (email: string, password: string, address = '203.0.113.7') =>
  browser(portal).post('/sign-in').set('X-Forwarded-For', address).type('form').send({ email, password });
const letTimePass = () => portal.db.pool.query('update sign_in_attempt set expire = expire - 15 * 60 * 1000');
/** As if so many had been counted already: every real one costs the time of a password check. */
const asIf = (kind: 'account' | 'address', points: number) =>
  portal.db.pool.query('update sign_in_attempt set points = $2 where key like $1', [`${kind}:%`, points]);
const points = async (kind: 'account' | 'address') =>
  (await portal.db.pool.query('select points from sign_in_attempt where key like $1', [`${kind}:%`])).rows.map(
    (row: { points: number }) => row.points,
  );

test('after ten tries for an account, from any address, even the right password must wait, and the page says how long', async () => {
  const { email } = await addPerson(portal, 'admin');
  await attempt(email, 'not the password', '198.51.100.1').expect(422);
  await asIf('account', 9);
  await attempt(email, 'not the password', '198.51.100.2').expect(422);
  const refused = await attempt(email.toUpperCase(), PASSWORD, '198.51.100.3').expect(429);
  expect(refused.text).toContain('Try again in 15 minutes.');
  expect(refused.text).toContain('name="password"');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(890);
  expect(refused.headers['set-cookie']).toBeUndefined();
  await letTimePass();
  await attempt(email, PASSWORD).expect(303);
});

test('an account that does not exist is limited in the same way', async () => {
  await attempt('nobody@test.example', PASSWORD).expect(422);
  await asIf('account', 10);
  await attempt('nobody@test.example', PASSWORD).expect(429);
});

test('many attempts at the same moment gain nothing', async () => {
  const { email } = await addPerson(portal, 'admin');
  await attempt(email, 'not the password').expect(422);
  await asIf('account', 7);
  const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(email, 'not the password')));
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(17);
});

test('fifty tries are allowed per address, and an IPv6 /64 counts as one address', async () => {
  await attempt('a@test.example', PASSWORD, '2001:db8:0:1::1').expect(422);
  await asIf('address', 49);
  await attempt('b@test.example', PASSWORD, '2001:db8:0:1:ffff::2').expect(422);
  await attempt('c@test.example', PASSWORD, '2001:db8:0:1:eeee::3').expect(429);
  await attempt('c@test.example', PASSWORD, '2001:db8:0:2::1').expect(422);
});

test('an address that the visitor puts before the proxy’s in X-Forwarded-For is ignored', async () => {
  await attempt('a@test.example', PASSWORD, '198.51.100.1, 203.0.113.9').expect(422);
  await attempt('b@test.example', PASSWORD, '198.51.100.2, 203.0.113.9').expect(422);
  expect(await points('address')).toEqual([2]);
});

test('without TRUST_PROXY, X-Forwarded-For is ignored', async () => {
  const direct = await startPortal();
  try {
    const one = (address: string) =>
      browser(direct)
        .post('/sign-in')
        .set('X-Forwarded-For', address)
        .type('form')
        .send({ email: 'a@b.example', password: PASSWORD });
    await one('198.51.100.1').expect(422);
    await one('198.51.100.2').expect(422);
    const { rows } = await direct.db.pool.query(`select points from sign_in_attempt where key like 'address:%'`);
    expect(rows).toEqual([{ points: 2 }]);
  } finally {
    await direct.close();
  }
});

test('a successful sign-in resets the account’s count, and does not count for the address', async () => {
  const { email } = await addPerson(portal, 'admin');
  await attempt(email, 'not the password').expect(422);
  await asIf('account', 9);
  await attempt(email, PASSWORD).expect(303);
  expect(await points('account')).toEqual([]);
  expect(await points('address')).toEqual([1]);
});

test('the table contains no email address', async () => {
  await attempt('somebody@test.example', PASSWORD);
  const { rows } = await portal.db.pool.query('select * from sign_in_attempt');
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toContain('somebody');
});
