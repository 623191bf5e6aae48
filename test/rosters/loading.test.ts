import { randomUUID } from 'node:crypto';
import { rosterOf } from '../../src/modules/rosters/roster.js';
import { inTransaction } from '../../src/database/index.js';
import type { FaultRule } from '../../sandbox/index.js';
import { savePages } from '../../src/modules/rosters/load/save-pages.js';
import { browserOf } from '../access/portal.js';
import { connect, groupNamed, startWholePortal, until, type Agent, type WholePortal } from '../support/portal.js';
import { AdminAtWork, countOf, rowsOf, textOf } from '../support/admin-at-work.js';

/** A page that is held comes when the test lets it; no test waits so long. */
const HELD_MS = 3_600_000;
const BRACKETS = '<Angle> & "Brackets" Ltd';

let portal: WholePortal;
let agent: Agent;
let admin: AdminAtWork;
let group: string;

beforeAll(async () => {
  portal = await startWholePortal({
    // Pages of 20, so that 95 people come in five of them and an empty one.
    pageCap: 20,
    clients: [
      { name: 'Five Pages', people: 95, dirt: 'none' },
      { name: 'Others', people: 30, dirt: 'none' },
      { name: BRACKETS, people: 3, dirt: 'none' },
    ],
  });
  agent = await browserOf(portal, portal.people.admin);
  admin = new AdminAtWork(portal, agent);
  group = await connect(portal, agent, portal.team, 'Five Pages');
});
afterEach(() => portal.sandbox.faults.clear());
afterAll(() => portal.close());

async function begin(value = group): Promise<string> {
  const answer = await admin
    .post(`/teams/${portal.team}/psa-import/rosters`, { group: value, again: 'yes' })
    .expect(303);
  return answer.headers['location']?.split('/').at(-1) ?? '';
}

const statusOf = async (id: string): Promise<string> =>
  (await portal.db.pool.query('select status from roster where id = $1', [id])).rows[0].status;

/** Begins to load with a fault switched on, and waits for how it ends. */
async function load(...faults: readonly FaultRule[]): Promise<{ id: string; text: string }> {
  for (const fault of faults) portal.sandbox.faults.set(fault);
  const id = await begin();
  await until(async () => (await statusOf(id)) !== 'loading', 'loading has ended');
  return { id, text: (await agent.get(`/rosters/${id}`).expect(200)).text };
}

/** Whatever is asked of a list that is not whole, none of its people is shown or imported. */
async function expectNobody(id: string): Promise<void> {
  const { text } = await agent.get(`/rosters/${id}`).expect(200);
  expect(text).not.toMatch(/id="tick-|<tbody|id="roster"/);
  await agent.get(`/rosters/${id}/confirm`).expect(303).expect('Location', `/rosters/${id}`);
  for (const action of ['select-all', 'review']) await admin.post(`/rosters/${id}`, { action }).expect(303);
  const [haloId] = (await portal.db.pool.query('select halo_id from roster_person where roster_id = $1', [id])).rows;
  await admin.post(`/rosters/${id}/ticks/${haloId?.halo_id ?? 1}`, { tick: '101' }).expect(409);
  await admin.post(`/rosters/${id}/import`, { tickVersion: '0' }).expect(409);
  expect(await countOf(portal, 'from roster_person where roster_id = $1 and ticked', id)).toBe(0);
}

describe('an incomplete list is not shown, and the page says why', () => {
  test('a stored secret that was moved to another address stops a load, and starts none', async () => {
    const { pool } = portal.db;
    const moveTo = (baseUrl: string) => pool.query('update halo_credentials set base_url = $1', [baseUrl]);
    // HaloPSA has it wait for some seconds, and it opens the secret again when it goes on.
    portal.sandbox.faults.set({ fault: 'http-429', on: 'users', page: 2, times: 1, retryAfter: 6 });
    const id = await begin();
    const waits = async () => (await countOf(portal, 'from roster where id = $1 and not_before is not null', id)) > 0;
    await until(waits, 'the load waits');
    await moveTo('https://elsewhere.example');
    const away = await begin();
    await until(async () => (await statusOf(id)) !== 'loading', 'loading has ended').finally(() =>
      moveTo(portal.sandbox.url),
    );
    const { text } = await agent.get(`/rosters/${id}`).expect(200);
    expect(textOf(text)).toContain('The people could not be loaded. The stored Client Secret cannot be used.');
    expect(away).toBe('psa-import');
    await expectNobody(id);
  });

  test('an empty page before the announced number ends the list with a lasting warning', async () => {
    const { id, text } = await load({ fault: 'count-high', on: 'users', by: 7 });
    const warning = 'HaloPSA announced 102 people, but sent 95.';
    expect(text).toContain(warning);
    await admin.post(`/rosters/${id}`, { action: 'select-all' }).expect(303);
    expect((await admin.page(id, { show: 'ticked', q: 'a' })).text).toContain(warning);
    expect((await admin.confirm(id)).text).toContain(warning);
  });

  test('a list that is loading cannot be ticked or imported', async () => {
    const letCome = portal.sandbox.faults.set({ fault: 'slow', on: 'users', page: 3, ms: HELD_MS, times: 1 });
    const id = await begin();
    await until(async () => (await countOf(portal, 'from roster_person where roster_id = $1', id)) === 40, 'two pages');
    await expectNobody(id);
    const { text } = await agent.get(`/rosters/${id}`).expect(200);
    expect(textOf(text)).toContain('40 of 95 people loaded');
    letCome();
    await until(async () => (await statusOf(id)) === 'loaded', 'all pages');
    expect(rowsOf((await admin.page(id)).text)).toHaveLength(95);
  });
});

describe('a list that is complete in the end', () => {
  test('is complete after faults that pass by themselves', async () => {
    const { id, text } = await load(
      { fault: 'http-500', on: 'users', page: 1, times: 1 },
      { fault: 'cut-off', on: 'users', page: 2, times: 1 },
      { fault: 'reset', on: 'users', page: 5, times: 1 },
    );
    expect(rowsOf(text)).toHaveLength(95);
    expect(text).not.toContain('HaloPSA announced');
    expect(portal.sandbox.requests.count('users')).toBeGreaterThanOrEqual(9);
    expect(await statusOf(id)).toBe('loaded');
  });

  test('an answer that repeats everyone without end is a fault', async () => {
    const page = { people: [], announced: null, rows: 1, ids: [1], unusable: 0, withoutClient: [], addressesOnly: 0 };
    // In one transaction: the sweep would load a list that it sees loading.
    const saved = await inTransaction(portal.db.pool, async (tx) => {
      const { rows } = await tx.query(
        `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, load_metadata, credentials_version, foreign_ids)
         select $1, reseller_id, $1, 'client', 12, 'Endless', '{}', version, 500000 from halo_credentials limit 1 returning *`,
        [randomUUID()],
      );
      const roster = rosterOf(rows[0]);
      const outcome = await savePages(tx, roster, 1, [page]);
      await tx.query(`update roster set status = 'failed' where id = $1`, [roster.id]);
      return outcome;
    });
    expect(saved).toEqual({ outcome: 'list-broken', at: 2 });
  });
});

test('pressing Load twice makes one list, and calls HaloPSA once', async () => {
  const before = portal.sandbox.requests.count('users');
  const other = await browserOf(portal, portal.people.admin);
  const letCome = portal.sandbox.faults.set({ fault: 'slow', on: 'users', page: 2, ms: HELD_MS, times: 1 });
  const press = (who: Agent) =>
    who.post(`/teams/${portal.team}/psa-import/rosters`).type('form').send({ group, again: 'yes' });
  const answers = await Promise.all([agent, other, agent, other].map((who) => press(who).expect(303)));
  letCome();
  const places = new Set(answers.map(({ headers }) => headers['location']));
  expect(places.size).toBe(1);
  const id = [...places][0]?.split('/').at(-1) ?? '';
  await until(async () => (await statusOf(id)) === 'loaded', 'loaded');
  expect(portal.sandbox.requests.count('users') - before).toBe(6);
  expect(await begin()).not.toBe(id);
});

describe('credentials that change during a load', () => {
  const whileLoading = async (change: () => Promise<unknown>) => {
    const letCome = portal.sandbox.faults.set({ fault: 'slow', on: 'users', page: 2, ms: HELD_MS, times: 1 });
    const id = await begin();
    await until(async () => (await countOf(portal, 'from roster_person where roster_id = $1', id)) > 0, 'a page');
    await change();
    letCome();
    await until(async () => (await statusOf(id)) !== 'loading', 'loading has ended');
    const { text } = await agent.get(`/rosters/${id}`).expect(200);
    expect(text).toContain('The HaloPSA credentials were removed or replaced in the meantime.');
    expect(text).not.toContain('Go on loading');
    await expectNobody(id);
    return id;
  };

  test('replaced credentials end the load, because pages of two HaloPSAs make no list', async () => {
    await whileLoading(() => connect(portal, agent, portal.team, 'Five Pages'));
    expect(rowsOf((await load()).text)).toHaveLength(95);
  });

  test('removed credentials end the load, and PSA Import asks for new ones', async () => {
    await whileLoading(() => admin.post('/halopsa/remove').expect(303));
    const asked = portal.sandbox.requests.count('users');
    const again = await admin.post(`/teams/${portal.team}/psa-import/rosters`, { group }).expect(303);
    expect(again.headers['location']).toBe(`/teams/${portal.team}/psa-import`);
    expect((await agent.get(`/teams/${portal.team}/psa-import`)).text).toContain('name="clientSecret"');
    expect(portal.sandbox.requests.count('users')).toBe(asked);
    await connect(portal, agent, portal.team, 'Five Pages');
  });
});

test('a group has its name from HaloPSA, shown as text', async () => {
  const escaped = '&lt;Angle> &amp; &quot;Brackets&quot; Ltd';
  const id = await begin(await groupNamed(agent, portal.team, escaped));
  await until(async () => (await statusOf(id)) === 'loaded', 'loaded');
  const { text } = await agent.get(`/rosters/${id}`).expect(200);
  expect(text).toContain(`<title>\u2068${escaped}\u2069 · `);
  expect(text).not.toContain('<Angle>');
});
