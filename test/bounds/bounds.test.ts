import { randomUUID } from 'node:crypto';
import { createPool } from '../../src/database/index.js';
import { RateLimits } from '../../src/rate-limits/index.js';
import { browserOf } from '../access/portal.js';
import { textOf } from '../support/admin-at-work.js';
import {
  connect,
  groupNamed,
  loadRoster,
  startWholePortal,
  until,
  type Agent,
  type WholePortal,
} from '../support/portal.js';

let portal: WholePortal;
let admin: Agent;
let other: Agent;
let otherTeam: string;

beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      { name: 'North', people: 250, dirt: 'none' },
      { name: 'South', people: 10 },
    ],
  });
  const { people } = portal;
  [admin, other] = [await browserOf(portal, people.admin), await browserOf(portal, people.otherAdmin)];
  otherTeam = await portal.newTeam('Theirs', undefined, people.otherAdmin.resellerId);
});
afterAll(() => portal.close());
afterEach(() => portal.db.pool.query('delete from rate_count'));

type Answer = Awaited<ReturnType<Agent['post']>>;
const statuses = (answers: readonly Answer[]) =>
  Object.fromEntries(
    Map.groupBy(answers, ({ status }) => status)
      .entries()
      .map(([status, of]) => [status, of.length]),
  );
const times = <T>(many: number, what: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: many }, (_, n) => what(n)));

/** As if the minute or the hour were over. */
const later = () => portal.db.pool.query('update rate_count set expire = 0');

describe('tries of credentials', () => {
  const attempt = () =>
    other
      .post(`/teams/${otherTeam}/psa-import/credentials`)
      .type('form')
      .send({
        ...{ tenantId: 'acme', clientId: 'their-client', clientSecret: 'their-secret', baseUrl: portal.sandbox.url },
      });

  test('of 50 at once 30 are tried, and the others get their form back with the time of the next try', async () => {
    const answers = await times(50, async () => attempt());
    expect(statuses(answers)).toEqual({ 422: 30, 429: 20 });
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(3_000);
    expect(refused?.text).toContain('value="their-client"');
    expect(refused?.text).not.toContain('their-secret');
    expect(textOf(refused?.text ?? '')).toMatch(/30 times an hour.*send this form again at \d\d:\d\d/);
  });

  test('another reseller can try meanwhile, and the first one again after an hour', async () => {
    await times(30, async () => attempt());
    await connect(portal, admin, portal.team, 'North');
    expect((await attempt()).status).toBe(429);
    await later();
    expect((await attempt()).status).toBe(422);
  });
});

test('two processes share a count, and two resellers do not', async () => {
  const pools = [createPool(portal.db.url, 4), createPool(portal.db.url, 4)];
  try {
    const [one, two] = pools.map((pool) => new RateLimits(pool)) as [RateLimits, RateLimits];
    const reseller = randomUUID();
    const answers = await times(40, async (n) => (n % 2 === 0 ? one : two).count('credential-tries', reseller));
    expect(answers.filter((wait) => wait === undefined)).toHaveLength(30);
    expect(await two.count('credential-tries', randomUUID())).toBeUndefined();
  } finally {
    for (const pool of pools) await pool.end();
  }
});

describe('changes by hand', () => {
  const add = (agent: Agent, n: number) =>
    agent
      .post(`/teams/${portal.team}/members`)
      .type('form')
      .send({ id: randomUUID(), name: `Person ${n}`, email: `${randomUUID()}@example.com` });

  test('of 150 adds at once 60 are done, and the others get their form back with the time of the next try', async () => {
    const answers = await times(150, async (n) => add(admin, n));
    expect(statuses(answers)).toEqual({ 303: 60, 429: 90 });
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(refused?.text).toMatch(/value="Person \d+"/);
    expect(textOf(refused?.text ?? '')).toMatch(
      /60 people a minute by hand. Wait \d+ seconds?, then send this form again/,
    );
    const client = await browserOf(portal, portal.people.clientAdmin);
    expect((await add(client, 0)).status).toBe(303);
    await later();
    expect((await add(admin, 0)).status).toBe(303);
  });

  test.each([
    ['a Team that is added', 'teams', () => ({ path: '/teams', form: { id: randomUUID(), name: randomUUID() } })],
    ['a Team that is renamed', 'teams', () => ({ path: `/teams/${portal.team}`, form: { name: randomUUID() } })],
    ['a Team that is archived', 'teams', () => ({ path: `/teams/${randomUUID()}/archive`, form: {} })],
    ['a Team that is reopened', 'teams', () => ({ path: `/teams/${randomUUID()}/reopen`, form: {} })],
    ['a removal', 'removals', () => ({ path: `/teams/${portal.team}/members/${randomUUID()}/remove`, form: {} })],
    ['a load of groups', 'groups', () => ({ path: `/teams/${portal.team}/psa-import/groups`, form: {} })],
  ] as const)('%s counts, and is refused after the last of a minute', async (_what, kind, request) => {
    const send = async () => {
      const { path, form } = request();
      return admin.post(path).type('form').send(form);
    };
    const { userId, resellerId } = portal.people.admin;
    const [key, used] = {
      teams: [`teams-changed:${userId}`, 59] as const,
      removals: [`people-removed:${userId}`, 59] as const,
      groups: [`group-loads:${resellerId}`, 29] as const,
    }[kind];
    await portal.db.pool.query('insert into rate_count values ($1, $2, $3)', [key, used, Date.now() + 60_000]);
    expect((await send()).status).not.toBe(429);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.headers).toHaveProperty('retry-after');
    expect(textOf(refused.text)).toMatch(/Wait \d+ seconds?, then/);
  });
});

describe('lists', () => {
  const open = (many: number) =>
    portal.db.pool.query(
      `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, load_metadata, credentials_version, status)
       select gen_random_uuid(), $1, $2, 'client', 1, 'Open', '{}', gen_random_uuid(), 'loaded' from generate_series(1, $3)`,
      [portal.people.admin.resellerId, portal.team, many],
    );
  afterEach(() => portal.db.pool.query(`delete from roster where group_name = 'Open'`));
  const load = async (group: string) =>
    admin.post(`/teams/${portal.team}/psa-import/rosters`).type('form').send({ group });

  test('of two lists that begin beside 99, one loads, and the other’s page says what to do and keeps the group', async () => {
    const [north, south] = [
      await connect(portal, admin, portal.team, 'North'),
      await groupNamed(admin, portal.team, 'South'),
    ];
    await open(99);
    const answers = await Promise.all([load(north), load(south)]);
    expect(statuses(answers)).toEqual({ 303: 1, 409: 1 });
    const refused = answers.find(({ status }) => status === 409);
    expect(textOf(refused?.text ?? '')).toContain(
      '100 lists of your reseller account are open. Import one of them, stop one',
    );
    expect(refused?.text).toMatch(/<option[^>]* selected/);
  });

  test('imported and failed lists are not counted', async () => {
    const south = await groupNamed(admin, portal.team, 'South');
    await open(120);
    await portal.db.pool.query(
      `update roster set status = case when random() < 0.5 then 'failed' else 'loaded' end, import_ended_at = now() where group_name = 'Open'`,
    );
    expect((await load(south)).status).toBe(303);
  });

  test('a failed list is not resumed beside 100 others', async () => {
    const id = await loadRoster(admin, portal.team, await groupNamed(admin, portal.team, 'South'));
    await portal.db.pool.query(`update roster set status = 'failed', fault = 'timed-out' where id = $1`, [id]);
    await open(100);
    const refused = await admin.post(`/rosters/${id}/retry`);
    expect([refused.status, textOf(refused.text)]).toEqual([409, expect.stringContaining('100 lists')]);
    await portal.db.pool.query(`delete from roster where group_name = 'Open'`);
    await admin.post(`/rosters/${id}/retry`).expect(303);
  });

  test('a list of more than 200,000 people stops with a message, and cannot be imported', async () => {
    const north = await groupNamed(admin, portal.team, 'North');
    portal.sandbox.faults.set({ fault: 'http-429', on: 'users', page: 2, retryAfter: 600, times: 1 });
    const id = (await load(north)).headers['location']?.split('/').at(-1) ?? '';
    const row = async () =>
      (await portal.db.pool.query(`select status, fault, received, not_before from roster where id = $1`, [id]))
        .rows[0];
    await until(async () => (await row()).not_before !== null, 'it waits after its first page');
    await portal.db.pool.query('delete from halo_pause');
    await portal.db.pool.query(`update roster set received = 199950, not_before = now() where id = $1`, [id]);
    await until(async () => (await row()).status !== 'loading', 'it stops');
    expect(await row()).toMatchObject({ status: 'failed', fault: 'list-too-long', received: 199_950 });
    const page = await admin.get(`/rosters/${id}`).expect(200);
    expect(textOf(page.text)).toContain('The list has more than 200,000 people. Nothing of it is imported.');
    expect(page.text).not.toContain('/retry');
    expect(page.text).toContain('Select another group');
  });
});

test('a test of the connection that is sent twice in a few seconds is made once, over all processes', async () => {
  await connect(portal, admin, portal.team, 'North');
  const test = async () => (await admin.post('/halopsa/test').expect(303)).headers['location'] as string;
  expect([await test(), await test()]).toEqual(['/halopsa/test', '/halopsa/test?done=test-just-begun']);
  await later();
  expect(await test()).toBe('/halopsa/test');
});
