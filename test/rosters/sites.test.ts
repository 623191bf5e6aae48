import { browserOf } from '../access/portal.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, rowsOf, textOf, tickedIn } from '../support/admin-at-work.js';

let portal: WholePortal;
let admin: AdminAtWork;
let list: string;

beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      clientOf(
        'Stores',
        ['Ada', 'ada@stores.example', { site_name: 'Quay' }],
        ['Bob', 'bob@stores.example', { site_name: 'Harbour & Sons' }],
        ['Cid', 'cid@stores.example', { site_name: 'Quay', inactive: true }],
        ['Dan', '', { site_name: 'Quay' }],
        ['Eve', 'eve@stores.example', { site_name: 'quay' }],
      ),
      clientOf('Printers', ['Laser'], ['Ink']),
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  list = await admin.load('Stores');
});
afterAll(() => portal.close());
beforeEach(() => admin.post(`/rosters/${list}`, { action: 'clear-all' }).expect(303));

const page = async (query: Record<string, string> = {}) => (await admin.page(list, query).expect(200)).text;
const names = (html: string) => rowsOf(html).map(({ text }) => /\b(Ada|Bob|Cid|Dan|Eve)\b/.exec(text)?.[1]);

test('the sites are offered with the number of their people, and one of them is a filter', async () => {
  const options = [...(await page()).matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value);
  expect(options).toEqual(['Harbour &amp; Sons', 'Quay', 'quay']);
  expect(textOf(await page())).toMatch(/Quay\u2069? \(3\)/);
  const quay = await page({ site: 'Quay' });
  expect(names(quay)).toEqual(['Ada', 'Cid', 'Dan']);
  expect(quay).toMatch(/<option value="Quay" selected/);
  expect(textOf(quay)).toContain('Filters 1 set');
  expect(names(await page({ site: 'Quay', show: 'blocked' }))).toEqual(['Dan']);
  expect(names(await page({ site: 'Quay', show: 'inactive' }))).toEqual(['Cid']);
  expect(names(await page({ site: 'Quay', q: 'stores', sort: '-name' }))).toEqual(['Cid', 'Ada']);
  expect(names(await page({ site: 'Harbour & Sons' }))).toEqual(['Bob']);
  expect(await page({ site: "nowhere' or true" })).toContain('No one found');
});

test('"Select these" and "Clear these" mean the site that is shown, and not one that is only chosen', async () => {
  const shown = await page({ site: 'Quay' });
  expect(shown).toContain('value="select-these:1"');
  expect(textOf(shown)).toMatch(/“Select these” ticks 1 of 2 ?: 1 inactive/);
  const form = { applied: 'site=Quay', site: 'Harbour & Sons' };
  const { headers } = await admin.post(`/rosters/${list}`, { ...form, action: 'select-these:1' }).expect(303);
  expect(headers['location']).toBe(`/rosters/${list}?site=Quay`);
  expect(tickedIn(await page())).toBe(1);
  expect(names(await page({ show: 'ticked' }))).toEqual(['Ada']);
  await admin.post(`/rosters/${list}`, { ...form, action: 'clear-these:1' }).expect(303);
  expect(tickedIn(await page())).toBe(0);
});

test('the number that "Select all" ticks shows those people', async () => {
  const all = await page();
  expect(all).toMatch(/ticks <button[^>]*value="show:usual">3<\/button>/);
  const { headers } = await admin.post(`/rosters/${list}`, { applied: '', action: 'show:usual' }).expect(303);
  const usual = (await admin.agent.get(headers['location'] ?? '').expect(200)).text;
  expect(names(usual)).toEqual(['Ada', 'Bob', 'Eve']);
  await admin.post(`/rosters/${list}`, { action: 'select-all:3' }).expect(303);
  expect(await page({ show: 'usual' })).toContain('value="clear-these:3"');
  expect(names(await page({ show: 'usual', site: 'Quay' }))).toEqual(['Ada']);
});

test('where no one can be imported, the buttons are off and the page says why', async () => {
  const none = await admin.load('Printers');
  const { text } = await admin.page(none).expect(200);
  for (const id of ['select-all', 'review'])
    expect(new RegExp(`<button[^>]*id="${id}"[^>]*>`).exec(text)?.[0]).toContain(' disabled');
  expect(text).toContain('No one in this list can be imported. Each row says why.');
  expect(/<button[^>]*id="select-all"[^>]*>/.exec(await page())?.[0]).not.toContain('disabled');
});

test('the confirmation and the result name each reason once, with its number', async () => {
  await admin.post(`/rosters/${list}`, { action: 'select-all' }).expect(303);
  const { text } = await admin.confirm(list);
  expect(text).toContain(`href="/rosters/${list}?show=no-email"><b>1</b> No email address</a>`);
  const result = textOf(await admin.importAll(list));
  expect(result).toContain('Rejected is everyone who had a red X in the list, ticked or not');
  expect(result).toContain('1 No email address : Add the email address in HaloPSA');
  const imported = await admin.agent.get(`/imports/${list}`).query({ outcome: 'imported' }).expect(200);
  expect(textOf(imported.text)).not.toContain('Rejected is everyone');
});
