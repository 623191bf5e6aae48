import { browserOf } from '../access/portal.js';
import {
  connect,
  groupNamed,
  importAndWait,
  startWholePortal,
  until,
  type Agent,
  type WholePortal,
} from '../support/portal.js';
import { countOf, textOf } from '../support/admin-at-work.js';

let portal: WholePortal;
let admin: Agent;
let acme: string;

beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      { name: 'Acme', people: 130, dirt: 'none', sites: 1_230 },
      { name: 'Three Sites', people: 60, dirt: 'none', sites: 3 },
    ],
  });
  admin = await browserOf(portal, portal.people.admin);
  acme = await connect(portal, admin, portal.team, 'Acme');
});
afterEach(() => portal.sandbox.faults.clear());
afterAll(() => portal.close());

const sitesPath = () => `/teams/${portal.team}/psa-import/sites`;
const choose = (fields: object) => admin.post(sitesPath()).type('form').send(fields);
const shownIn = (html: string) =>
  [...html.matchAll(/name="group" value="(site-[^"]+)"/g)].map(([, value]) => value ?? '');
const followed = async (fields: object) =>
  (await admin.get((await choose(fields).expect(303)).headers['location'] ?? '').expect(200)).text;

test('the page where a client is selected offers to choose a site', async () => {
  const { text } = await admin.get(`/teams/${portal.team}/psa-import`).expect(200);
  expect(text).toContain(`formaction="${sitesPath()}"`);
  expect(textOf(text)).toContain('Choose a site…');
});

test('1,230 sites are loaded in pages, each once', async () => {
  let text = await followed({ group: acme });
  expect(textOf(text)).toContain('1,230 sites, loaded');
  expect(textOf(text)).toContain('Show people of all sites');
  const seen = new Set<string>();
  for (let pages = 1; ; pages++) {
    for (const site of shownIn(text)) seen.add(site);
    const next = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    if (!next) break;
    expect(pages).toBeLessThan(30);
    ({ text } = await admin.get(next).expect(200));
  }
  expect(seen.size).toBe(1_230);
});

test('a site is found by a part of its name', async () => {
  await followed({ group: acme });
  const { text } = await admin.get(sitesPath()).query({ group: acme, q: 'SITE 1229' }).expect(200);
  expect(shownIn(text)).toHaveLength(1);
  expect(textOf(text)).toContain('Site 1229');
  const none = await admin.get(sitesPath()).query({ group: acme, q: 'nowhere' }).expect(200);
  expect(textOf(none.text)).toContain('No site has this in its name.');
});

test('sites are loaded once in a while, and again on request', async () => {
  const asked = () => portal.sandbox.requests.all('sites').length;
  await followed({ group: acme });
  const before = asked();
  await followed({ group: acme });
  expect(asked()).toBe(before);
  await followed({ group: acme, again: 'yes' });
  expect(asked()).toBeGreaterThan(before);
});

test('the people of one site are listed and imported, under “Client, Site”', async () => {
  const client = portal.sandbox.world.named('Three Sites');
  const there = [...portal.sandbox.world.people(client)].filter((row) => row.site_id === client.firstSiteId + 1);
  const text = await followed({ group: await groupNamed(admin, portal.team, 'Three Sites') });
  const site = shownIn(text).find((value) => value.endsWith(`-${client.firstSiteId + 1}`));
  const answer = await admin
    .post(`/teams/${portal.team}/psa-import/rosters`)
    .type('form')
    .send({ group: site })
    .expect(303);
  const id = answer.headers['location']?.split('/').at(-1) ?? '';
  await until(async () => (await admin.get(`/rosters/${id}`)).text.includes('id="tick-bar"'), 'the people are loaded');
  const list = textOf((await admin.get(`/rosters/${id}`).expect(200)).text);
  const name = `Three Sites, ${client.siteNames[1]}`;
  expect(list).toContain(name);
  expect(list).toContain(`${there.length} people listed`);
  await admin.post(`/rosters/${id}`).type('form').send({ action: 'select-all' }).expect(303);
  expect(textOf(await importAndWait(portal, admin, id))).toContain(name);
  expect(await countOf(portal, 'from import_summary where group_name = $1 and group_kind = $2', name, 'site')).toBe(1);
  const [{ query } = { query: {} }] = portal.sandbox.requests.all('users').slice(-1);
  expect(query).toMatchObject({ client_id: String(client.id), site_id: String(client.firstSiteId + 1) });
});

test.each([
  ['of no client at all', {}, 'Select the user list that you want to import.'],
  ['of a distribution list', { group: 'list-1' }, 'A distribution list has no sites.'],
  ['of a client that is not there', { group: 'client-4711' }, 'This group is no longer in HaloPSA.'],
  ['of what was only typed', { 'group-typed': 'acm' }, 'No group is called “acm”.'],
])('a site %s', async (_what, fields, words) => {
  const { text } = await choose(fields).expect(422);
  expect(textOf(text)).toContain(words);
});

test('a site that is no longer offered leads to the present ones', async () => {
  const group = 'site-12-99999';
  const { headers } = await admin
    .post(`/teams/${portal.team}/psa-import/rosters`)
    .type('form')
    .send({ group })
    .expect(303);
  expect(headers['location']).toBe(`${sitesPath()}?group=client-12`);
});

test('if sites cannot be loaded, the page says why, and the whole client can be imported', async () => {
  portal.sandbox.faults.set({ fault: 'http-500', on: 'sites' });
  const { text } = await choose({ group: acme, again: 'yes' }).expect(422);
  expect(textOf(text)).toContain('The sites could not be loaded. HaloPSA answered with an error of its own.');
  expect(text).toContain(`name="group" value="${acme}"`);
  const log = async () => textOf((await admin.get('/halopsa').expect(200)).text);
  await until(async () => (await log()).includes('Sites of “Acme” not loaded'), 'the log of the connection says so');
});

test('another reseller does not see the sites', async () => {
  const other = await browserOf(portal, portal.people.otherAdmin);
  await other.get(`${sitesPath()}?group=${acme}`).expect(404);
  await other.post(sitesPath()).type('form').send({ group: acme }).expect(404);
});
