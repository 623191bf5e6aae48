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
        'Mixed',
        ['Ada', 'ada@mixed.example'],
        ['Bob', 'bob@mixed.example', { inactive: true }],
        ['Cid', 'cid@mixed.example', { inactive: true, isserviceaccount: true }],
        ['Dan', 'ada@mixed.example'],
        ['Eve', '', { inactive: true }],
        ['Fay'],
      ),
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  list = await admin.load('Mixed');
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.db.pool.query('delete from email_claim');
  await admin.post(`/rosters/${list}`, { action: 'clear-all' }).expect(303);
});

const page = async (query: Record<string, string> = {}) => (await admin.page(list, query).expect(200)).text;
const NAMES = /\b(Ada|Bob|Cid|Dan|Eve|Fay)\b(?! , who keeps|, who keeps)/;
const names = (html: string) => rowsOf(html).map(({ text }) => NAMES.exec(text)?.[1]);
const tickedNames = (html: string) => names(html).filter((_, n) => rowsOf(html)[n]?.ticked);
const counts = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/data-count="([\w-]+)">([\d,]+)</g)].map(([, name, number]) => [name, Number(number)]),
  ) as Record<string, number>;
const send = async (fields: object) => {
  const { headers } = await admin.post(`/rosters/${list}`, fields).expect(303);
  return (await admin.agent.get(headers['location'] ?? '').expect(200)).text;
};

test('people are filtered by reason and by kind, each with its number', async () => {
  expect(counts(await page())).toEqual({
    ...{ all: 6, importable: 3, blocked: 3, ticked: 0 },
    ...{ 'no-email': 2, 'duplicate-in-list': 1, usual: 1, unusual: 2, inactive: 3, 'service-account': 1 },
  });
  const shown = async (show: string) => names(await page({ show }));
  expect(await shown('no-email')).toEqual(['Eve', 'Fay']);
  expect(await shown('duplicate-in-list')).toHaveLength(1);
  expect(await shown('inactive')).toEqual(['Bob', 'Cid', 'Eve']);
  expect(await shown('unusual')).toEqual(['Bob', 'Cid']);
  expect(names(await page({ show: 'inactive', q: 'cid' }))).toEqual(['Cid']);
});

test('"Select all" says whom it leaves out; they are shown, and included, in the same form', async () => {
  const all = await page();
  expect(textOf(all)).toMatch(/“Select all” ticks 1 of 3 ?: 2 inactive, .* are not included. Include them/);
  const [ada] = rowsOf(all).map(({ haloId }) => haloId);
  const others = await send({ applied: '', shown: ada, tick: ada, action: 'show:unusual' });
  expect(names(others)).toEqual(['Bob', 'Cid']);
  expect(tickedIn(others)).toBe(1);
  expect(tickedNames(await send({ applied: '', action: 'include-all:2' }))).toEqual(['Ada', 'Bob', 'Cid']);
});

test('"Select these" of inactive people ticks them, and of a search leaves them out', async () => {
  expect(await page({ show: 'inactive' })).toContain('value="select-these:2"');
  expect(tickedNames(await send({ applied: 'show=inactive', action: 'select-these:2' }))).toEqual(['Bob', 'Cid']);
  expect(await page({ show: 'inactive' })).toContain('value="clear-these:2"');
  await admin.post(`/rosters/${list}`, { action: 'clear-all' }).expect(303);
  const found = await page({ q: 'bob' });
  expect(textOf(found)).toMatch(/“Select these” ticks 0 of 1 ?: 1 inactive, .* is not included. Include this one/);
  expect(tickedNames(await send({ applied: 'q=bob', action: 'select-these:0' }))).toEqual([]);
  expect(tickedNames(await send({ applied: 'q=bob', action: 'include-these:1' }))).toEqual(['Bob']);
  expect(tickedIn(await page())).toBe(1);
});

test('the numbers follow ticks and claims one by one', async () => {
  const [bob] = rowsOf(await page({ q: 'bob' })).map(({ haloId }) => haloId);
  await admin.post(`/rosters/${list}/ticks/${bob}`, { tick: bob }).expect(200);
  expect(await page({ show: 'inactive' })).toContain('value="clear-these:1"');
  await portal.db.pool.query('insert into email_claim values ($1, $2, $3, $3)', [
    ...['bob@mixed.example', randomUUID(), randomUUID()],
  ]);
  const claimed = counts(await page());
  expect(claimed).toMatchObject({ 'already-has-account': 1, unusual: 1, inactive: 3, ticked: 0 });
  expect(await page({ show: 'inactive' })).toContain('value="select-these:1"');
  const { rows } = await portal.db.pool.query('select facets from roster where id = $1', [list]);
  await admin.post(`/rosters/${list}`, { action: 'select-all' }).expect(303);
  await admin.post(`/rosters/${list}`, { action: 'clear-all' }).expect(303);
  const whole = await portal.db.pool.query('select facets from roster where id = $1', [list]);
  // Bob's tick is under his red X, and was not counted.
  expect(rows).toEqual(whole.rows);
});
