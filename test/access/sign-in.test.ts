import { randomUUID } from 'node:crypto';
import { DEMO_PEOPLE } from '../../src/modules/access/index.js';
import { addPerson, browser, browserOf, PASSWORD, startPortal, type TestPortal } from './portal.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await startPortal()));
afterAll(() => portal.close());
beforeEach(() => portal.db.pool.query('delete from sign_in_attempt'));

const signIn = (email: string, password = PASSWORD, next?: string) =>
  browser(portal)
    .post('/sign-in')
    .type('form')
    .send({ email, password, ...(next === undefined ? {} : { next }) });
const cookiesOf = (answer: { headers: Record<string, unknown> }) => (answer.headers['set-cookie'] ?? []) as string[];
const sessions = async () => Number((await portal.db.pool.query('select count(*) from portal_session')).rows[0].count);

test('signing in leads to the Teams, and a client admin to their own Team', async () => {
  const admin = await addPerson(portal, 'admin');
  const agent = browser(portal);
  await agent
    .post('/sign-in')
    .type('form')
    .send({ email: admin.email, password: PASSWORD })
    .expect(303)
    .expect('Location', '/');
  await agent.get('/').expect(303).expect('Location', '/teams');
  const client = await addPerson(portal, 'client-admin');
  await (await browserOf(portal, client)).get('/').expect(303).expect('Location', `/teams/${client.teamId}`);
});

test('the address is not case sensitive, and white space around it does not matter', async () => {
  const { email } = await addPerson(portal, 'admin');
  await signIn(`  ${email.toUpperCase()} `).expect(303);
});

test('on plain http the cookie is HttpOnly and SameSite=Lax', async () => {
  const { email } = await addPerson(portal, 'admin');
  const [cookie, ...others] = cookiesOf(await signIn(email));
  expect(others).toEqual([]);
  expect(cookie).toMatch(/^portal\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
});

test('on https it is a __Host- cookie, and Secure', async () => {
  const secure = await startPortal({}, { PORTAL_ORIGIN: 'https://portal.example' });
  try {
    const { email } = await addPerson(secure, 'admin');
    const answer = await browser(secure).post('/sign-in').type('form').send({ email, password: PASSWORD }).expect(303);
    expect(cookiesOf(answer)).toEqual([
      expect.stringMatching(
        /^__Host-portal\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    const cookie = cookiesOf(answer)[0]?.split(';')[0] ?? '';
    await browser(secure).get('/').set('Cookie', cookie).expect(303).expect('Location', '/teams');
    // The name without the prefix is one that a subdomain could have planted.
    await browser(secure)
      .get('/')
      .set('Cookie', cookie.replace('__Host-', ''))
      .expect(303)
      .expect('Location', '/sign-in');
  } finally {
    await secure.close();
  }
});

test('an unknown account and a wrong password look the same, and take about as long', async () => {
  const { email } = await addPerson(portal, 'admin');
  const timed = async (address: string) => {
    // Time of the processor: that of the clock depends on what else the machine does.
    const before = process.cpuUsage();
    const { text } = await signIn(address, 'not the password').expect(422);
    const { user, system } = process.cpuUsage(before);
    return { text: text.replaceAll(address, ''), took: user + system };
  };
  const unknown = await timed(`nobody-${randomUUID()}@test.example`);
  const [wrong, again] = [await timed(email), await timed(email)];
  expect(unknown.text).toBe(wrong.text);
  expect(unknown.text).toContain('do not belong together');
  expect(unknown.took).toBeGreaterThan(Math.min(wrong.took, again.took) / 4);
});

test('the form comes back with the address, never with the password', async () => {
  const { email } = await addPerson(portal, 'admin');
  const { text } = await signIn(email, 'hunter2-hunter2').expect(422);
  expect(text).toContain(email);
  expect(text).not.toContain('hunter2');
});

test.each([
  ['nothing', {}],
  ['no password', { email: 'a@b.example' }],
  ['no address', { password: PASSWORD }],
  ['something else', { email: { a: '1' }, password: ['x', 'y'] }],
])('with %s, the form comes back and says what is missing', async (_what, body) => {
  const { text } = await browser(portal).post('/sign-in').type('form').send(body).expect(422);
  expect(text).toContain('Enter your email address and your password.');
});

test.each([
  ['an endless password', 'a@b.example', 'x'.repeat(5_000)],
  ['an endless address', `${'x'.repeat(5_000)}@b.example`, PASSWORD],
  ['control characters', 'a\0b\u0007@b.example', 'p\0assword-password'],
  ['no address at all', 'Robert"); drop table', PASSWORD],
])('%s is refused as a wrong sign-in, and is no server error', async (_what, email, password) => {
  const { text } = await signIn(email, password).expect(422);
  expect(text).toContain('do not belong together');
});

test('signing in leads to the page that was requested, if it is one of the portal', async () => {
  const { email } = await addPerson(portal, 'admin');
  await signIn(email, PASSWORD, '/imports?team=1').expect(303).expect('Location', '/imports?team=1');
  await signIn(email, PASSWORD, '//evil.example/').expect(303).expect('Location', '/');
  await signIn(email, PASSWORD, 'https://evil.example/').expect(303).expect('Location', '/');
});

test('the form keeps the requested page, and drops URLs outside of the portal', async () => {
  const shown = async (next: string) => (await browser(portal).get('/sign-in').query({ next }).expect(200)).text;
  expect(await shown('/imports?team=1')).toContain('value="/imports?team=1"');
  expect(await shown('//evil.example')).not.toContain('evil');
});

test('a visitor who is already signed in does not see the form', async () => {
  const agent = await browserOf(portal, await addPerson(portal, 'admin'));
  await agent.get('/sign-in?next=/imports').expect(303).expect('Location', '/imports');
});

test('signing in again replaces the session, so that a planted token is useless', async () => {
  const { email } = await addPerson(portal, 'admin');
  const planted = cookiesOf(await signIn(email))[0]?.split(';')[0] ?? '';
  const before = await sessions();
  const again = await browser(portal)
    .post('/sign-in')
    .set('Cookie', planted)
    .type('form')
    .send({ email, password: PASSWORD });
  const fresh = cookiesOf(again)[0]?.split(';')[0] ?? '';
  expect(fresh).not.toBe(planted);
  expect(await sessions()).toBe(before);
  await browser(portal).get('/').set('Cookie', planted).expect('Location', '/sign-in');
  await browser(portal).get('/').set('Cookie', fresh).expect('Location', '/teams');
});

test('a failed attempt leaves the session as it was', async () => {
  const person = await addPerson(portal, 'admin');
  const agent = await browserOf(portal, person);
  await agent.post('/sign-in').type('form').send({ email: person.email, password: 'not the password' }).expect(422);
  await agent.get('/').expect('Location', '/teams');
});

test('signing out ends the session on the server, not only in the browser', async () => {
  const { email } = await addPerson(portal, 'admin');
  const cookie = cookiesOf(await signIn(email))[0]?.split(';')[0] ?? '';
  const before = await sessions();
  const answer = await browser(portal).post('/sign-out').set('Cookie', cookie).expect(303);
  expect(answer.headers['location']).toBe('/sign-in?done=signed-out');
  expect(cookiesOf(answer)).toContainEqual(expect.stringMatching(/^portal\.session_token=; Max-Age=0/));
  expect(await sessions()).toBe(before - 1);
  await browser(portal).get('/').set('Cookie', cookie).expect('Location', '/sign-in');
  expect((await browser(portal).get('/sign-in?done=signed-out').expect(200)).text).toContain('You are signed out.');
});

test('signing out works without a session, and not by a link', async () => {
  await browser(portal).post('/sign-out').expect(303);
  await browser(portal).get('/sign-out').expect(404);
});

test.each([
  'portal.session_token=made-up',
  'portal.session_token=a.b',
  'portal.session_token=%ff',
  'portal.session_token=',
])('the cookie %s signs in no one', async (cookie) => {
  await browser(portal).get('/').set('Cookie', cookie).expect(303).expect('Location', '/sign-in');
});

test('a session ends twelve hours after its last request', async () => {
  const person = await addPerson(portal, 'admin');
  const agent = await browserOf(portal, person);
  const endIn = (interval: string) =>
    portal.db.pool.query(`update portal_session set "expiresAt" = now() + $2::interval where "userId" = $1`, [
      person.userId,
      interval,
    ]);
  await endIn('11 hours');
  const moved = await agent.get('/').expect('Location', '/teams');
  expect(cookiesOf(moved)).toEqual([expect.stringMatching(/session_token=.+Max-Age=43200/)]);
  await endIn('-1 second');
  await agent.get('/').expect('Location', '/sign-in');
});

test('a deleted user is signed out', async () => {
  const person = await addPerson(portal, 'admin');
  const agent = await browserOf(portal, person);
  await portal.db.pool.query('delete from portal_user where id = $1', [person.userId]);
  await agent.get('/').expect('Location', '/sign-in');
});

test.each([
  '/sign-up',
  '/sign-up/email',
  '/api/auth/sign-up/email',
  '/api/auth/sign-in/email',
  '/api/auth/get-session',
])('there is no way to sign up: %s does not exist', async (path) => {
  const body = { name: 'Eve', email: 'eve@evil.example', password: PASSWORD };
  await browser(portal).post(path).type('form').send(body).expect(404);
  await browser(portal).get(path).expect(404);
});

test('only the demo offers people to sign in as', async () => {
  expect((await browser(portal).get('/sign-in')).text).not.toContain(DEMO_PEOPLE[0].email);
  const demo = await startPortal({}, { DEMO: 'on' });
  try {
    const { text } = await browser(demo).get('/sign-in').expect(200);
    for (const { email } of DEMO_PEOPLE) expect(text).toContain(email);
  } finally {
    await demo.close();
  }
});
