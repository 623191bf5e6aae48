import { randomUUID } from 'node:crypto';
import { EventStore, START } from '../../src/event-store/index.js';
import { browserOf } from '../access/portal.js';
import { StandIn } from '../event-store/stand-in/stand-in.js';
import { AdminAtWork, clientOf, membersOf } from '../support/admin-at-work.js';
import { importEnded, startWholePortal, until, type Agent, type WholePortal } from '../support/portal.js';

/** What every page keeps to while the log does not answer. */
const AT_MOST_MS = 3_000;
const STATE_OF = /This page shows the state of \d+ \w+ \d{4}, \d\d:\d\d UTC\./;

let standIn: StandIn;
let portal: WholePortal;
let admin: Agent;
let work: AdminAtWork;
let rosterId: string;

beforeAll(async () => {
  standIn = new StandIn();
  await standIn.start();
  const people = clientOf('Acme', ['Ada', 'ada@acme.example'], ['Bob', 'bob@acme.example']);
  portal = await startWholePortal({ clients: [people] }, undefined, [], { eventStoreUrl: standIn.url });
  admin = await browserOf(portal, portal.people.admin);
  work = new AdminAtWork(portal, admin);
  rosterId = await work.load('Acme');
  await work.post(`/rosters/${rosterId}`, { action: 'select-all' }).expect(303);
});
afterEach(async () => {
  standIn.faults.isFrozen = false;
  if (!(await answers())) await standIn.restart();
  await until(answers, 'the log answers');
});
afterAll(async () => {
  await portal.close();
  await standIn.stop();
});

const healthOf = async () => (await inTime(admin.get('/health').expect(200))).body.details;
const log = () => portal.app.get(EventStore, { strict: false });
const answers = async () => (await log().trouble()) === undefined;

/** An answer that has come in time. */
async function inTime<T>(asking: PromiseLike<T>): Promise<T> {
  const began = performance.now();
  const answer = await asking;
  // The limit for a person, with room for a machine that is busy with other tests.
  expect(performance.now() - began).toBeLessThan(AT_MOST_MS * 2);
  return answer;
}

async function add(name: string) {
  const email = `${randomUUID()}@acme.example`;
  const form = { id: randomUUID(), name, email };
  const answer = await inTime(work.post(`/teams/${portal.team}/members`, form));
  return { answer, email, form };
}

/** A person of the Team, on its page. @returns the path of their removal */
async function member(name: string): Promise<string> {
  await add(name);
  const emails = await membersOf(portal, portal.team);
  expect(emails.length).toBeGreaterThan(0);
  const { rows } = await portal.db.pool.query('select account_id from member where team_id = $1 and name = $2', [
    portal.team,
    name,
  ]);
  return `/teams/${portal.team}/members/${rows[0].account_id as string}/remove`;
}

const eventsOf = async (type: string, email: string) =>
  (await log().readAll(START, 10_000)).filter(
    ({ type: found, data }) => found === type && JSON.stringify(data).includes(email),
  );

const PAGES = [
  '/',
  '/teams',
  '/teams/:team',
  '/teams/:team/psa-import',
  '/rosters/:roster',
  '/rosters/:roster/confirm',
  '/imports',
  '/people',
  '/people?q=ada',
  '/halopsa',
];
const pathOf = (path: string) => path.replace(':team', portal.team).replace(':roster', rosterId);

const AWAY: readonly [string, () => Promise<void>][] = [
  ['is stopped', () => standIn.stop()],
  ['does not answer', async () => void (standIn.faults.isFrozen = true)],
];

describe.each(AWAY)('while the log %s', (_name, goAway) => {
  test('every page is served, and says which state it shows', async () => {
    await goAway();
    for (const path of PAGES) {
      const { status } = await inTime(admin.get(pathOf(path)).redirects(1));
      expect({ path, status }).toEqual({ path, status: 200 });
    }
    // A page that is asked for in the same second may not know it yet.
    await until(async () => (await log().trouble()) !== undefined, 'the log is missed');
    for (const path of PAGES) {
      await until(async () => STATE_OF.test((await admin.get(pathOf(path)).redirects(1)).text), `${path} says so`);
    }
  });

  test('health stays 200 and names the log', async () => {
    await goAway();
    await until(async () => (await healthOf()).log.status === 'degraded', 'health says so');
    expect((await healthOf()).database.status).toBe('up');
  });

  test('a person added by hand is stored, and appears when it is back, once', async () => {
    await goAway();
    const { answer, email, form } = await add('Cleo');
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe(`/teams/${portal.team}?done=catching-up`);
    expect((await admin.get(answer.headers['location'] ?? '')).text).toContain('Your change is stored');
    await inTime(work.post(`/teams/${portal.team}/members`, form).expect(303));
    standIn.faults.isFrozen = false;
    await standIn.restart();
    await until(async () => (await membersOf(portal, portal.team)).includes(email), 'the person appears');
    expect(await eventsOf('UserAdded', email)).toHaveLength(1);
  });

  test('a new name is refused: nothing was changed', async () => {
    await goAway();
    const answer = await inTime(work.post(`/teams/${portal.team}`, { name: 'Another' }));
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('Nothing was changed. Try again in a moment.');
  });

  test('a removal says what is known, and sent again is made once', async () => {
    const name = `Dora ${randomUUID()}`;
    const path = await member(name);
    await goAway();
    const answer = await inTime(work.post(path));
    expect(answer.status).toBe(503);
    expect(answer.text).toMatch(/Nothing was changed|The result is not known yet/);
    standIn.faults.isFrozen = false;
    await standIn.restart();
    await until(answers, 'the log answers');
    expect((await work.post(path)).status).toBe(303);
    await until(async () => (await eventsOf('UserRemoved', name)).length === 1, 'the person is removed');
    expect(await eventsOf('UserRemoved', name)).toHaveLength(1);
  });
});

test('an import is accepted while the log is away, and goes on by itself', async () => {
  await standIn.stop();
  const { tickVersion } = await inTime(work.confirm(rosterId));
  const accepted = await inTime(work.post(`/rosters/${rosterId}/import`, { tickVersion }));
  expect(accepted.status).toBe(303);
  await inTime(admin.get(`/imports/${rosterId}`).expect(200));
  await standIn.start();
  await importEnded(portal, rosterId);
  expect(await membersOf(portal, portal.team)).toEqual(
    expect.arrayContaining(['ada@acme.example', 'bob@acme.example']),
  );
  expect(await eventsOf('UserImported', '@acme.example')).toHaveLength(2);
});

test('an older copy: pages and health say so, nothing is appended to it, and the newest copy goes on by itself', async () => {
  const older = standIn.log.events.length;
  await add('Eve');
  await membersOf(portal, portal.team);
  const newest = [...standIn.log.events];
  await standIn.stop();
  standIn.log.cutTo(older);
  await standIn.start();

  await until(async () => (await log().trouble()) === 'restored', 'the copy is noticed');
  await until(
    async () => (await admin.get('/teams')).text.includes('An older copy of the history was restored'),
    'pages say so',
  );
  expect((await healthOf()).log.message).toContain('an older copy was restored');
  const { answer, email } = await add('Fay');
  expect(answer.headers['location']).toContain('done=catching-up');
  const renamed = await inTime(work.post(`/teams/${portal.team}`, { name: 'Another' }));
  expect(renamed.headers['location'] ?? renamed.text).toMatch(/catching-up|Nothing was changed/);
  expect(standIn.log.events).toHaveLength(older);

  await standIn.stop();
  standIn.log.cutTo(0);
  standIn.log.keep(newest);
  await standIn.start();
  await until(async () => (await membersOf(portal, portal.team)).includes(email), 'what waited is there');
  expect(await eventsOf('UserAdded', email)).toHaveLength(1);
});
