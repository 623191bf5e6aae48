import { randomUUID } from 'node:crypto';
import { AdminAtWork, clientOf, tickedIn } from '../support/admin-at-work.js';
import { loggedIn } from '../support/logs.js';
import { startWholePortal, type Agent, type WholePortal } from '../support/portal.js';
import { fieldsOf } from './forms.js';
import { addPerson, browser, browserOf, PASSWORD, type Person } from './portal.js';

let portal: WholePortal;
let agent: Agent;
let colleague: Person;
beforeAll(async () => {
  const clients = [clientOf('Mixed', ['Ada', 'ada@mixed.example'], ['Bob', 'bob@mixed.example'], ['Nemo'])];
  portal = await startWholePortal({ clients });
  colleague = await addPerson(portal, 'admin', { resellerId: portal.people.admin.resellerId });
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.db.pool.query('delete from sign_in_attempt');
  agent = await browserOf(portal, portal.people.admin);
});

const end = () => portal.db.pool.query('delete from portal_session');

/** Opens a page, ends the session, and sends the page's form with what is typed into it. @returns the sign-in page */
async function sendTooLate(page: string, action: string, typed: Record<string, string | string[]> = {}) {
  const form = fieldsOf((await agent.get(page).expect(200)).text, action);
  await end();
  return (
    await agent
      .post(action)
      .type('form')
      .send({ ...form, ...typed })
      .expect(401)
  ).text;
}

/** Signs in on a sign-in page. @returns where it leads */
async function signIn(signInPage: string, { email }: Pick<Person, 'email'> = portal.people.admin, from = agent) {
  const form = { ...fieldsOf(signInPage, '/sign-in'), email, password: PASSWORD };
  return (await from.post('/sign-in').type('form').send(form).expect(303)).headers['location'] ?? '';
}

const pageAt = async (path: string) => (await agent.get(path).expect(200)).text;
const count = async (sql: string) => Number((await portal.db.pool.query(`select count(*) ${sql}`)).rows[0].count);
const logged = async () => (await loggedIn(portal.db.pool)).length;
const TYPED = 'Löwe & Söhne "GmbH"';

test('a new Team comes back with its name and its id, and nothing was added', async () => {
  const before = await logged();
  const signInPage = await sendTooLate('/teams/new', '/teams', { name: TYPED });
  expect(signInPage).toContain('your session has ended');
  expect(signInPage).not.toContain('Löwe');
  const path = await signIn(signInPage);
  expect(path).toMatch(/^\/teams\/new\?kept=/);
  const page = await pageAt(path);
  expect(fieldsOf(page, '/teams')).toMatchObject({ name: TYPED });
  expect(page).toContain('Your session had ended, so nothing was sent.');
  expect(await logged()).toBe(before);
  // Once more is no harm, and the form is what it was: one Team, however often it is sent.
  const form = fieldsOf(await pageAt(path), '/teams');
  const added = await agent
    .post('/teams')
    .type('form')
    .send({ ...form, then: 'save' })
    .expect(303);
  expect(added.headers['location']).toBe(`/teams/${String(form['id'])}?done=team-added`);
});

test('a plain visit to the page of a form that came back is empty, and another page does not take its fields', async () => {
  const path = await signIn(await sendTooLate('/teams/new', '/teams', { name: TYPED }));
  const plain = await pageAt('/teams/new');
  expect(fieldsOf(plain, '/teams')['name']).toBe('');
  expect(plain).not.toContain('session had ended');
  const other = await pageAt(`/teams/${portal.team}/edit?${path.split('?')[1] ?? ''}`);
  expect(fieldsOf(other, `/teams/${portal.team}`)['name']).toBe('The client’s Team');
});

test.each<[string, (team: string) => [page: string, action: string], Record<string, string>]>([
  ['a new name', (team) => [`/teams/${team}/edit`, `/teams/${team}`], { name: TYPED }],
  [
    'a person',
    (team) => [`/teams/${team}/members/new`, `/teams/${team}/members`],
    { name: TYPED, email: 'ann@löwe.example' },
  ],
  [
    'credentials, the secret excepted',
    (team) => [`/teams/${team}/psa-import/credentials`, `/teams/${team}/psa-import/credentials`],
    { tenantId: 'acme', clientId: 'an-id', baseUrl: 'https://psa.acme.example' },
  ],
])('%s comes back as it was typed', async (_what, at, typed) => {
  const [page, action] = at(portal.team);
  const path = await signIn(await sendTooLate(page, action, { ...typed, clientSecret: 'never-kept' }));
  expect(path.split('?')[0]).toBe(page);
  const back = await pageAt(path);
  expect(fieldsOf(back, action)).toMatchObject(typed);
  expect(back).not.toContain('never-kept');
  if (action.endsWith('credentials')) expect(back).toContain('without the Client Secret');
});

test('no secret is kept, not even sealed', async () => {
  const { keyOfForms, openForm } = await import('../../src/modules/access/kept-form/kept-form.js');
  const at = `/teams/${portal.team}/psa-import/credentials`;
  const consent = { clientSecret: 'never-kept', password: 'nor-this', allowSignInHost: 'https://x.example' };
  const signInPage = await sendTooLate(at, at, { tenantId: 'acme', ...consent });
  const sealed = String(fieldsOf(signInPage, '/sign-in')['kept']);
  const form = await openForm(keyOfForms('a secret for tests, long enough as it is'), sealed);
  expect(form?.fields).toEqual({ tenantId: 'acme', clientId: '', baseUrl: '' });
});

test('an action that takes effect at once is asked for again', async () => {
  const team = await portal.newTeam();
  const path = await signIn(await sendTooLate(`/teams/${team}/archive`, `/teams/${team}/archive`));
  const question = await pageAt(path);
  expect(question).toContain('Archive Team');
  expect(question).toContain('press the button again');
  expect(await pageAt(path)).not.toContain('press the button again');
  expect(await pageAt(`/teams/${team}`)).not.toContain('This Team is archived');
});

test('another person who signs in does not receive the form', async () => {
  for (const other of [colleague, portal.people.otherAdmin, portal.people.clientAdmin]) {
    agent = await browserOf(portal, portal.people.admin);
    const signInPage = await sendTooLate('/teams/new', '/teams', { name: TYPED });
    expect(await signIn(signInPage, other)).toBe('/');
  }
  agent = await browserOf(portal, portal.people.admin);
  const path = await signIn(await sendTooLate('/teams/new', '/teams', { name: TYPED }));
  const theirs = await browserOf(portal, colleague);
  expect((await theirs.get(path).expect(200)).text).not.toContain('Löwe');
});

test('a wrong password does not lose the form', async () => {
  const signInPage = await sendTooLate('/teams/new', '/teams', { name: TYPED });
  const slip = { ...fieldsOf(signInPage, '/sign-in'), email: portal.people.admin.email, password: 'not it' };
  const { text } = await agent.post('/sign-in').type('form').send(slip).expect(422);
  expect(fieldsOf(await pageAt(await signIn(text)), '/teams')['name']).toBe(TYPED);
});

test('a form that is too long is not kept, and the page says so', async () => {
  const path = await signIn(await sendTooLate('/teams/new', '/teams', { name: 'x'.repeat(20_000) }));
  expect(await pageAt(path)).toContain('too long to be kept');
});

test('a form that was not sealed is dropped, and the page says so', async () => {
  for (const kept of ['x', 'a.b.c.d.e', 'x'.repeat(5_000)]) {
    const form = { email: portal.people.admin.email, password: PASSWORD, kept };
    const answer = await browser(portal).post('/sign-in').type('form').send(form).expect(303);
    expect(answer.headers['location']).toBe('/teams?done=form-not-kept');
  }
  expect((await browser(portal).get('/sign-in').query({ kept: 'x' }).expect(200)).text).not.toContain('name="kept"');
  expect(await pageAt(`/teams/new?kept=${randomUUID()}`)).not.toContain('session had ended');
  expect(await pageAt('/teams?done=form-not-kept')).toContain('Enter it again.');
});

test('a form without an owner still leads to the sign-in page', async () => {
  const { text } = await browser(portal)
    .post('/teams')
    .set('Referer', 'http://anything.example/teams/new?a=b')
    .type('form')
    .send({ name: TYPED })
    .expect(401);
  expect(text).toContain('your session has ended');
  expect(fieldsOf(text, '/sign-in')).toMatchObject({ next: '/teams/new?a=b' });
});

describe('of a list', () => {
  let list: string;
  let ids: string[];
  beforeEach(async () => {
    list = await new AdminAtWork(portal, agent).load('Mixed');
    ids = [...(await pageAt(`/rosters/${list}`)).matchAll(/id="tick-(\d+)"/g)].map(([, id]) => id ?? '');
  });

  test('the ticks of a page are made again, and the search stays', async () => {
    const signInPage = await sendTooLate(`/rosters/${list}`, `/rosters/${list}`, {
      ...{ tick: ids, q: 'mixed.example', action: 'filter', show: 'importable' },
    });
    const path = await signIn(signInPage);
    expect(path).toMatch(new RegExp(`^/rosters/${list}\\?show=importable&q=mixed.example&kept=`));
    const page = await pageAt(path);
    expect(tickedIn(page)).toBe(2);
    expect(page).toContain('Your last change to the ticks was made again.');
    expect(await pageAt(path)).not.toContain('was made again');
  });

  test('Import… leads to the confirmation, and does not confirm', async () => {
    const page = `/rosters/${list}`;
    const path = await signIn(await sendTooLate(page, page, { tick: ids, action: 'review' }));
    expect(path).toMatch(new RegExp(`^${page}/confirm\\?kept=`));
    expect(await pageAt(path)).toContain('Import 2 people?');
    const confirm = await signIn(await sendTooLate(`${page}/confirm`, `${page}/import`));
    expect(await pageAt(confirm)).toContain('press the button again');
    expect(await count(`from roster where id = '${list}' and import_requested_at is not null`)).toBe(0);
  });

  test('a tick sent by htmx is made again, and leads back to its page', async () => {
    const form = fieldsOf(await pageAt(`/rosters/${list}?q=mixed`), `/rosters/${list}`);
    await end();
    const answer = await agent
      .post(`/rosters/${list}/ticks/${ids[1] ?? ''}`)
      .set('HX-Request', 'true')
      .type('form')
      .send({ ...form, tick: ids })
      .expect(401);
    const signInPage = (await agent.get(answer.headers['hx-redirect'] ?? '').expect(200)).text;
    expect(signInPage).toContain('your session has ended');
    const page = await pageAt(await signIn(signInPage));
    expect(fieldsOf(page, `/rosters/${list}`)).toMatchObject({ tick: [ids[1]], q: 'mixed' });
  });

  test('a range of ticks is made again, and no other tick of the page', async () => {
    const form = fieldsOf(await pageAt(`/rosters/${list}`), `/rosters/${list}`);
    await end();
    const range = agent.post(`/rosters/${list}/ticks`).set('HX-Request', 'true').type('form');
    const { headers } = await range.send({ ...form, shown: ids.slice(1).join(), tick: ids }).expect(401);
    const page = await pageAt(await signIn((await agent.get(headers['hx-redirect'] ?? '').expect(200)).text));
    expect(fieldsOf(page, `/rosters/${list}`)['tick']).toEqual(ids.slice(1));
  });

  test('a visitor who has already signed in again continues, but a URL alone makes no tick', async () => {
    const form = fieldsOf(await pageAt(`/rosters/${list}`), `/rosters/${list}`);
    await end();
    const tick = agent
      .post(`/rosters/${list}/ticks/${ids[0] ?? ''}`)
      .set('HX-Request', 'true')
      .type('form');
    const { headers } = await tick.send({ ...form, tick: ids[0] }).expect(401);
    agent = await browserOf(portal, portal.people.admin);
    const { headers: led } = await agent.get(headers['hx-redirect'] ?? '').expect(303);
    expect(led['location']).toMatch(new RegExp(`^/rosters/${list}\\?kept=`));
    const page = await pageAt(led['location'] ?? '');
    expect(tickedIn(page)).toBe(0);
    expect(page).toContain('last change to the ticks was not made');
  });

  test('ticks of people who have left the list are not made, and the page says so', async () => {
    const signInPage = await sendTooLate(`/rosters/${list}`, `/rosters/${list}`, { tick: ids, shown: '999999' });
    expect(await pageAt(await signIn(signInPage))).toContain('last change to the ticks was not made');
  });

  test('a selected group is selected again', async () => {
    const at = `/teams/${portal.team}/psa-import`;
    const value = /<option value="(client-\d+)"/.exec(await pageAt(at))?.[1] ?? '';
    const page = await pageAt(await signIn(await sendTooLate(at, `${at}/rosters`, { group: value })));
    expect(page).toMatch(new RegExp(`<option[^>]*value="${value}"[^>]*selected`));
  });

  test('another person who signs in makes no ticks', async () => {
    const signInPage = await sendTooLate(`/rosters/${list}`, `/rosters/${list}`, { tick: ids });
    expect(await signIn(signInPage, colleague)).toBe('/');
    expect(tickedIn(await pageAt(`/rosters/${list}`))).toBe(0);
  });
});
