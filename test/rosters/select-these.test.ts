import { randomUUID } from 'node:crypto';
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
        ['Ada', 'ada@office.example', { site_name: 'Office' }],
        ['Bob', 'bob@warehouse.example', { site_name: 'Warehouse' }],
        ['Cid', 'cid@warehouse.example', { site_name: 'Warehouse' }],
        ['Dan', 'dan@warehouse.example', { site_name: 'Warehouse', inactive: true }],
        ['Eve', '', { site_name: 'Warehouse' }],
      ),
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  list = await admin.load('Stores');
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.db.pool.query('delete from email_claim');
  await admin.post(`/rosters/${list}`, { action: 'clear-all' }).expect(303);
});

const page = async (query: Record<string, string> = {}) => (await admin.page(list, query).expect(200)).text;
/** The fields that the page's form sends besides those typed in it, and its buttons by what they say. */
const formOf = (html: string) => ({
  applied: /name="applied" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '',
  buttons: new Map(
    [...html.matchAll(/<button[^>]*value="([^"]*)"[^>]*>(.*?)<\/button>/gs)].map(([, value, face]) => [
      textOf(face ?? ''),
      value,
    ]),
  ),
});
const press = async (html: string, button: string, typed: object = {}) => {
  const { applied, buttons } = formOf(html);
  expect([...buttons.keys()]).toContain(button);
  const { headers } = await admin
    .post(`/rosters/${list}`, { applied, ...typed, action: buttons.get(button) })
    .expect(303);
  return (await admin.agent.get(headers['location'] ?? '').expect(200)).text;
};
const tickedNames = async () =>
  rowsOf(await page())
    .filter(({ ticked }) => ticked)
    .map(({ text }) => text.slice('Import '.length, 'Import '.length + 3));

test('in a search, "Select these" ticks the people found, beside "Select all"', async () => {
  const found = await page({ q: 'warehouse' });
  const after = await press(found, 'Select these 2');
  expect(await tickedNames()).toEqual(['Bob', 'Cid']);
  expect(after).toContain('name="q"');
  expect(rowsOf(after)).toHaveLength(4);
  expect(after).not.toContain('The list had changed');
  await press(found, 'Select all 3');
  expect(await tickedNames()).toEqual(['Ada', 'Bob', 'Cid']);
});

test('"Clear these" clears the people found, and the others keep their ticks', async () => {
  await press(await page(), 'Select all 3');
  const found = await page({ q: 'warehouse' });
  expect([...formOf(found).buttons.keys()]).toEqual(expect.arrayContaining(['Clear these 2', 'Clear all 3']));
  await press(found, 'Clear these 2');
  expect(await tickedNames()).toEqual(['Ada']);
  await press(await page({ show: 'ticked' }), 'Clear this one');
  expect(await tickedNames()).toEqual([]);
});

test('a search that is typed and not applied does not count: the buttons mean the page that is shown', async () => {
  const found = await page({ q: 'bob' });
  const after = await press(found, 'Select this one', { q: 'ada', show: 'blocked' });
  expect(await tickedNames()).toEqual(['Bob']);
  expect(rowsOf(after).map(({ text }) => text)).toEqual([expect.stringContaining('Bob')]);
});

test('a page without a filter has no "these", and a form without its filter ticks no one', async () => {
  expect(await page()).not.toContain('these');
  await admin.post(`/rosters/${list}`, { q: 'bob', action: 'select-these:1' }).expect(303);
  expect(await tickedNames()).toEqual([]);
});

test('pressing twice does the same, without a word about a change', async () => {
  const found = await page({ q: 'warehouse' });
  for (let twice = 0; twice < 2; twice++)
    expect(await press(found, 'Select these 2')).not.toContain('The list had changed');
  const ticked = await page({ q: 'warehouse' });
  for (let twice = 0; twice < 2; twice++)
    expect(await press(ticked, 'Clear these 2', { shown: '' })).not.toContain('The list had changed');
});

test('a list that changed after the page was shown ticks who is there now, and says so', async () => {
  const found = await page({ q: 'warehouse' });
  await portal.db.pool.query('insert into email_claim values ($1, $2, $3, $3)', [
    ...['bob@warehouse.example', randomUUID(), randomUUID()],
  ]);
  const after = textOf(await press(found, 'Select these 2'));
  expect(after).toContain('The list had changed: the button said 2, and 1 person was ticked.');
  expect(await tickedNames()).toEqual(['Cid']);
});

test('ticks of another tab are cleared, and the page says how many they were', async () => {
  const [ada, bob] = rowsOf(await page()).map(({ haloId }) => haloId);
  const tick = (id: string | undefined) => admin.post(`/rosters/${list}/ticks/${id}`, { tick: id, applied: 'q=ada' });
  await tick(ada).expect(200);
  const old = await page();
  await tick(bob).expect(200);
  expect(await press(old, 'Clear all 1')).toContain('the button said 1, and 2 people were cleared.');
});

test('after a tick the bar keeps the numbers of the filter', async () => {
  const [bob] = rowsOf(await page({ q: 'bob' })).map(({ haloId }) => haloId);
  const form = { applied: 'q=warehouse', tick: bob, q: 'typed on' };
  const bar = await admin.post(`/rosters/${list}/ticks/${bob}`, form).expect(200);
  expect([...formOf(bar.text).buttons.keys()]).toEqual(
    expect.arrayContaining(['Select these 2', 'Clear this one', 'Clear all 1']),
  );
  expect(tickedIn(bar.text)).toBe(1);
  // A long list is not searched for each tick.
  await portal.db.pool.query('update roster set received = received + 20000 where id = $1', [list]);
  const long = await admin.post(`/rosters/${list}/ticks/${bob}`, form).expect(200);
  await portal.db.pool.query('update roster set received = received - 20000 where id = $1', [list]);
  expect([...formOf(long.text).buttons.keys()]).toEqual(expect.arrayContaining(['Select these', 'Clear these']));
});

test.each(['select-1', 'select-1-x', 'clear-<b>-1', 'toString'])('done=%s says nothing', async (done) => {
  expect(await page({ done })).not.toContain('The list had changed');
});
