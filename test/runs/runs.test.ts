import { EventStore } from '../../src/event-store/index.js';
import { browserOf } from '../access/portal.js';
import { AdminAtWork, clientOf, countOf, membersOf, sumOf, textOf } from '../support/admin-at-work.js';
import { connect, startWholePortal, until, type WholePortal } from '../support/portal.js';

const person = (name: string, domain: string): [string, string] => [name, `${name.toLowerCase()}@${domain}`];
const clients = [
  clientOf('Alpha', person('Ada', 'alpha.example'), person('Abe', 'alpha.example')),
  clientOf('Beta', person('Bea', 'beta.example'), ['Ada too', 'ada@alpha.example']),
  clientOf('Gamma', person('Gus', 'gamma.example')),
  clientOf('Zeta', person('Zoe', 'zeta.example')),
  clientOf('Eta', person('Eve', 'eta.example'), person('Eli', 'eta.example')),
];
let portal: WholePortal;
let admin: AdminAtWork;
let alpha: string;
let values: Map<string, string>;

beforeAll(async () => {
  portal = await startWholePortal({ clients });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  alpha = await portal.newTeam('ALPHA');
  await connect(portal, admin.agent, alpha, 'Alpha');
  await admin.agent.post('/runs/groups').expect(303).expect('Location', '/runs/new');
  const { text } = await admin.agent.get('/runs/new').expect(200);
  const rows = text.matchAll(/name="group" value="([^"]+)"[\s\S]*?<bdi>([^<]+)<\/bdi>/g);
  values = new Map([...rows].map(([, value = '', name = '']) => [name, value]));
});
afterAll(() => portal.close());

const value = (name: string) => values.get(name) ?? '';
const chosen = (...names: string[]) => names.map(value).join('.');

/** The form of the pairs as the page shows it, with some names typed. */
async function formOf(names: readonly string[], teams: Readonly<Record<string, string>> = {}) {
  const { text } = await admin.agent.get(`/runs/new/pairs?chosen=${chosen(...names)}`).expect(200);
  const field = (name: string) => [...text.matchAll(new RegExp(`name="${name}"[^>]*? value="([^"]*)"`, 'g'))];
  const shown = field('team').map(([, name]) => name ?? '');
  return {
    id: field('id')[0]?.[1] ?? '',
    new: (field('new')[0]?.[1] ?? '').replaceAll('&quot;', '"'),
    group: names.map(value),
    team: names.map((name, n) => teams[name] ?? shown[n]),
  };
}

async function start(names: readonly string[], teams?: Readonly<Record<string, string>>): Promise<string> {
  const form = await formOf(names, teams);
  const announced = JSON.stringify(Object.values(teams ?? {}).map((name) => name.toLowerCase()));
  const answer = await admin.post('/runs', teams ? { ...form, new: announced } : form).expect(303);
  return answer.headers['location']?.split('/').at(-1) ?? '';
}

const page = async (id: string) => (await admin.agent.get(`/runs/${id}`).expect(200)).text;
const shows = (id: string, words: RegExp) => until(async () => words.test(textOf(await page(id))), `it says ${words}`);
const togetherOf = (html: string) => [...html.matchAll(/name="pair" value="([^"]+)"/g)].map(([, pair]) => pair);
const ended = (id: string) =>
  until(
    async () => (await countOf(portal, 'from run where id = $1 and ended_at is not null', id)) === 1,
    'it has ended',
  );
/** What the log has of a run. */
const eventsOf = async (id: string) =>
  (await portal.app.get(EventStore, { strict: false }).readAll('', 1_000)).filter(
    ({ metadata }) => metadata.correlationId === id,
  );
const listsOf = async (id: string) =>
  (
    await portal.db.pool.query<{ list: string }>('select list_id as list from run_pair where run_id = $1 order by n', [
      id,
    ])
  ).rows.map(({ list }) => list);

test('a group is proposed for the Team of its name, and a missing Team is named as new', async () => {
  const { text } = await admin.agent.get(`/runs/new?q=al`).expect(200);
  expect(textOf(text)).toContain('ALPHA same name');
  const pairs = textOf((await admin.agent.get(`/runs/new/pairs?chosen=${chosen('Alpha', 'Beta')}`)).text);
  expect(pairs).toMatch(/Alpha .*Same name/);
  expect(pairs).toMatch(/Beta .*New Team/);
});

test('what is ticked on one page of the groups stays chosen on the others', async () => {
  const query = { chosen: chosen('Alpha', 'Beta'), shown: chosen('Beta', 'Gamma'), group: value('Gamma'), go: 'pairs' };
  await admin.agent
    .get('/runs/new')
    .query(query)
    .expect(303)
    .expect('Location', `/runs/new/pairs?chosen=${chosen('Alpha', 'Gamma')}`);
});

test('a mistyped Team is not added unseen', async () => {
  const form = await formOf(['Alpha'], { Alpha: 'ALHPA' });
  const { text } = await admin.post('/runs', form).expect(422);
  expect(textOf(text)).toContain('Teams that do not exist yet will be added');
  expect(await countOf(portal, 'from run')).toBe(0);
});

test('one press imports all groups without doubts, in their order, each into its Team, and the sum is over all', async () => {
  const form = await formOf(['Alpha', 'Beta', 'Gamma']);
  const answers = await Promise.all([1, 2].map(() => admin.post('/runs', form).expect(303)));
  expect(new Set(answers.map(({ headers }) => headers['location'] as string))).toEqual(new Set([`/runs/${form.id}`]));
  await shows(form.id, /Import all 3 groups without doubts/);
  const pair = togetherOf(await page(form.id));
  expect(pair).toEqual(['1:0', '2:0', '3:0']);
  await admin.post(`/runs/${form.id}/confirm`, { pair }).expect(303).expect('Location', `/runs/${form.id}`);
  await ended(form.id);

  // Ada is in two groups: the first in the order gets her.
  expect(await membersOf(portal, alpha)).toEqual(['abe@alpha.example', 'ada@alpha.example']);
  expect(await countOf(portal, `from team where name in ('Beta', 'Gamma') and members = 1`)).toBe(2);
  const html = await page(form.id);
  expect(sumOf(html)).toMatchObject({ listed: expect.any(Number) });
  expect(textOf(html)).toMatch(/^.*?5 listed = 4 imported \+ 1 rejected \+ 0 already in this Team \+ 0 left out/);
  const types = (await eventsOf(form.id)).map(({ type }) => type);
  expect(types.filter((type) => type === 'TeamAdded')).toHaveLength(2);
  for (const type of ['UsersLoaded', 'ImportStarted']) expect(types.filter((one) => one === type)).toHaveLength(3);
});

test('a group goes where it went last time, and a list of a run is not imported by itself', async () => {
  const { text } = await admin.agent.get(`/runs/new/pairs?chosen=${chosen('Gamma')}`);
  expect(textOf(text)).toContain('As last time');
  const id = await start(['Gamma']);
  await shows(id, /No one to import/);
  const [list] = await listsOf(id);
  await admin.post(`/rosters/${list}/import`, { tickVersion: '0' }).expect(303);
  expect(await countOf(portal, 'from roster where id = $1 and import_requested_at is not null', list)).toBe(0);
  await admin.post(`/runs/${id}/lists/${list}/skip`).expect(303);
  await ended(id);
  expect(await countOf(portal, 'from roster where id = $1 and held_by is null', list)).toBe(1);
});

test('a pair with doubts is confirmed by itself at the ticks that were seen, and imported in its turn', async () => {
  const id = await start(['Zeta', 'Eta'], { Zeta: 'Elsewhere', Eta: 'Anywhere' });
  await shows(id, /chosen neither by name.*chosen neither by name/);
  expect(togetherOf(await page(id))).toEqual([]);
  const changed = `/runs/${id}?done=run-changed`;
  await admin.post(`/runs/${id}/confirm`, { pair: '1:0' }).expect(303).expect('Location', changed);

  const [zeta, eta] = (await listsOf(id)) as [string, string];
  const confirm = async (list: string) => {
    const { text, tickVersion } = await admin.confirm(list);
    expect(text).toContain(`action="/runs/${id}/lists/${list}/confirm"`);
    return admin.post(`/runs/${id}/lists/${list}/confirm`, { tickVersion });
  };
  const stale = await admin.confirm(eta);
  await admin.post(`/rosters/${eta}`, { action: 'clear-all' }).expect(303);
  await admin.post(`/rosters/${eta}`, { action: 'select-all' }).expect(303);
  const refused = await admin.post(`/runs/${id}/lists/${eta}/confirm`, { tickVersion: stale.tickVersion }).expect(409);
  expect(textOf(refused.text)).toContain('The selection has changed since you looked at it.');

  expect((await confirm(eta)).status).toBe(303);
  await shows(id, /The run waits for group 1, Zeta/);
  // Another tab changes what was confirmed.
  await admin.post(`/rosters/${eta}`, { action: 'clear-all' }).expect(303);
  await admin.post(`/rosters/${eta}`, { action: 'select-all' }).expect(303);
  expect((await confirm(zeta)).status).toBe(303);
  await shows(id, /Changed after it was confirmed/);
  expect((await confirm(eta)).status).toBe(303);
  await ended(id);
  const started = (await eventsOf(id)).filter(({ type }) => type === 'ImportStarted');
  expect(started.map(({ stream }) => stream)).toEqual([`import-${zeta}`, `import-${eta}`]);
});

test('a cancelled run imports nothing more, and its lists expire like others', async () => {
  const id = await start(['Alpha', 'Beta']);
  await admin.post(`/runs/${id}/cancel`).expect(303);
  await ended(id);
  await shows(id, /Not imported: the run was cancelled/);
  expect(await countOf(portal, 'from roster where held_by is not null')).toBe(0);
  const lists = await listsOf(id);
  expect(await countOf(portal, 'from roster where id = any($1) and import_requested_at is not null', lists)).toBe(0);
  expect((await portal.app.get(EventStore, { strict: false }).readStream(`import-${lists[0]}`)).length).toBe(0);
});

test('a run is seen by an auditor, and by no other reseller', async () => {
  const id = (await portal.db.pool.query<{ id: string }>('select id from run limit 1')).rows[0]!.id;
  const [auditor, other] = await Promise.all(
    (['auditor', 'otherAdmin'] as const).map((who) => browserOf(portal, portal.people[who])),
  );
  const { text } = await auditor!.get(`/runs/${id}`).expect(200);
  expect(text).not.toMatch(/\/rosters\/|<button[^>]*>.*(Skip|Cancel run)/);
  await auditor!.post(`/runs/${id}/cancel`).expect(403);
  await other!.get(`/runs/${id}`).expect(404);
  await other!.post(`/runs/${id}/cancel`).expect(404);
});
