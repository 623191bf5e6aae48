import { groupNamed, until, type Agent } from '../../support/portal.js';
import { startTwoPortals, type TwoPortals } from '../../support/two-portals.js';

/** A window in which ten requests are made on a busy machine, too. */
const LIMIT = { requests: 10, windowMs: 3_000 };
const clients = [
  { name: 'North', people: 1_500 },
  { name: 'South', people: 1_500 },
  { name: 'West', people: 600 },
];
let portals: TwoPortals;
let one: Agent;
let other: Agent;
let groups: string[];

beforeAll(async () => {
  portals = await startTwoPortals(LIMIT, { clients });
  [one, other] = portals.agents;
  await connect();
  groups = await Promise.all(clients.map(({ name }) => groupNamed(one, portals.team, name)));
});
afterAll(() => portals.close());
beforeEach(() => portals.sandbox.requests.clear());

async function connect(): Promise<void> {
  const { tenantId, clientId, clientSecret, url: baseUrl } = portals.sandbox;
  const form = { tenantId, clientId, clientSecret, baseUrl };
  await one.post(`/teams/${portals.team}/psa-import/credentials`).type('form').send(form).expect(303);
}

async function load(agent: Agent, group = groups[0]): Promise<string> {
  const path = `/teams/${portals.team}/psa-import/rosters`;
  const answer = await agent.post(path).type('form').send({ group }).expect(303);
  return answer.headers['location']?.split('/').at(-1) ?? '';
}

async function roster(id: string) {
  const { rows } = await portals.pool.query(
    `select status, fault, received, announced, next_page, not_before > now() as waits,
       not_before > now() + interval '1 minute' as waits_long from roster where id = $1`,
    [id],
  );
  return rows[0];
}

const loaded = (id: string) => until(async () => (await roster(id)).status === 'loaded', 'the people are loaded');
const refusals = () => portals.sandbox.requests.all().filter(({ status }) => status === 429);

test('two portals load 3,000 people under one limit without running into it', async () => {
  const ids = [await load(one, groups[0]), await load(other, groups[1])];
  await Promise.all(ids.map(loaded));
  for (const id of ids) expect(await roster(id)).toMatchObject({ received: 1_500, fault: null });
  expect(refusals()).toEqual([]);
  // A page that was asked for ahead of one that got no slot is asked for again: by chance, and not often.
  const asked = portals.sandbox.requests.count('users');
  expect(asked).toBeGreaterThanOrEqual(32);
  expect(asked).toBeLessThan(40);
});

test('a person at a page gets through while a load waits', async () => {
  const id = await load(one);
  await until(async () => (await roster(id)).waits === true, 'the load waits');
  await other.post(`/teams/${portals.team}/psa-import/groups`).expect(303);
  expect((await roster(id)).status).toBe('loading');
  await loaded(id);
  expect(refusals()).toEqual([]);
});

/** Others have used up the limit: HaloPSA refuses the next page, once, for ten minutes. */
async function loadIntoPause(): Promise<string> {
  portals.sandbox.faults.set({ fault: 'http-429', on: 'users', page: 5, retryAfter: 600, times: 1 });
  const id = await load(one, groups[2]);
  // A wait for our own limit is shown as the same fault, and takes seconds.
  await until(async () => {
    const { fault, waits_long: waitsLong } = await roster(id);
    return fault === 'rate-limited' && waitsLong;
  }, 'HaloPSA refused');
  return id;
}

/** As if the ten minutes were over. */
async function tenMinutesLater(): Promise<void> {
  await portals.pool.query('delete from halo_pause');
  await portals.pool.query('update roster set not_before = now() where not_before > now()');
}
afterEach(async () => {
  portals.sandbox.faults.clear();
  await tenMinutesLater();
});

test('the remaining time is estimated from the end of a long wait', async () => {
  const id = await loadIntoPause();
  const times = `select loads_since = not_before as anew, received_before from roster where id = $1`;
  expect((await portals.pool.query(times, [id])).rows).toEqual([{ anew: true, received_before: 400 }]);
  await portals.pool.query(
    `update roster set not_before = now() + interval '1 hour', loads_since = now() + interval '1 hour' where id = $1`,
    [id],
  );
  expect((await one.get(`/rosters/${id}`)).text).toContain('HaloPSA lets us go on at');
});

test('an unexpected 429 pauses both portals, for loads and for people, and loading continues by itself', async () => {
  const id = await loadIntoPause();
  const second = await load(other, groups[1]);
  await until(async () => (await roster(second)).waits === true, 'the other load waits too');
  const before = portals.sandbox.requests.count();

  const page = await other.get(`/rosters/${id}`).expect(200);
  expect(page.text).toMatch(/HaloPSA lets us go on at <time[^>]*>\d\d:\d\d:\d\d UTC<\/time>; 400 of 600 loaded/);
  const atPage = await other.post(`/teams/${portals.team}/psa-import/groups`).expect(422);
  expect(atPage.text).toContain('Try again at');
  expect(portals.sandbox.requests.count()).toBe(before);

  await tenMinutesLater();
  await Promise.all([loaded(id), loaded(second)]);
  expect(await roster(id)).toMatchObject({ received: 600 });
  expect(refusals()).toHaveLength(1);
});

test('a waiting load can be stopped by any portal, and continues later from the same page', async () => {
  const id = await loadIntoPause();
  await other.post(`/rosters/${id}/stop`).expect(303);
  expect(await roster(id)).toMatchObject({ status: 'failed', fault: 'cancelled', received: 400, next_page: 5 });
  const stopped = await one.get(`/rosters/${id}`).expect(200);
  expect(stopped.text).toContain('Loading was stopped');
  expect(stopped.text).toContain('400 of 600 people are loaded');
  expect(stopped.text).toContain(`action="/rosters/${id}/retry"`);

  await other.post(`/rosters/${id}/retry`).expect(303);
  expect((await one.get(`/rosters/${id}`)).text).toContain('HaloPSA lets us go on at');
  await other.post(`/rosters/${id}/stop`).expect(303);
  await tenMinutesLater();
  portals.sandbox.requests.clear();
  await one.post(`/rosters/${id}/retry`).expect(303);
  await loaded(id);
  expect(await roster(id)).toMatchObject({ received: 600 });
  expect(portals.sandbox.requests.all('users').map(({ query }) => query['page_no'])).toEqual(['5', '6', '7']);
  const log = (await one.get('/halopsa').expect(200)).text;
  // Twice in the log, and once above it as the last failure.
  expect(log.split('Loading was stopped before the list was complete').length - 1).toBe(3);
});

test('a load ends with a message after the credentials were replaced, as its pages would be of two lists', async () => {
  const id = await loadIntoPause();
  await one.post(`/rosters/${id}/stop`).expect(303);
  await tenMinutesLater();
  await connect();
  const page = await one.get(`/rosters/${id}`).expect(200);
  expect(page.text).toContain('Loading was stopped');
  expect(page.text).not.toContain('/retry');
  expect((await one.post(`/rosters/${id}/retry`).expect(409)).text).toContain('Load it again from the beginning');
  expect(await roster(id)).toMatchObject({ status: 'failed' });
});
