import { browserOf } from '../access/portal.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, rowsOf, tickedIn } from '../support/admin-at-work.js';

let portal: WholePortal;
let admin: AdminAtWork;
let some: string;
let many: string;

beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      clientOf(
        'Some',
        ['Ada', 'zed@some.example', { site_name: 'Quay' }],
        ['Bob', '', { site_name: 'harbour' }],
        ['Cid', 'Alpha@some.example', { site_name: 'Depot' }],
        ['Dan', 'zed@some.example', { site_name: 'Harbour' }],
        ['Eve', 'not an address', { site_name: 'Quay' }],
      ),
      { name: 'Many', people: 250, dirt: 'none' },
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  some = await admin.load('Some');
  many = await admin.load('Many');
});
afterAll(() => portal.close());
beforeEach(async () => {
  for (const list of [some, many]) await admin.post(`/rosters/${list}`, { action: 'clear-all' }).expect(303);
});

const page = async (list: string, query: Record<string, string> = {}) =>
  (await admin.page(list, query).expect(200)).text;
const names = (html: string) => rowsOf(html).map(({ text }) => /\b(Ada|Bob|Cid|Dan|Eve)\b(?!, who)/.exec(text)?.[1]);
const idsOf = (html: string) => rowsOf(html).map(({ haloId }) => haloId ?? '');
const places = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/value="page:([^"]*)"(?:(?!<\/button>).)*?<span>(\w+)<\/span>/gs)].map(([, at, turn]) => [
      turn,
      at,
    ]),
  ) as Record<string, string>;
const ticked = async (list: string) =>
  (
    await portal.db.pool.query<{ halo_id: string }>(
      'select halo_id from roster_person where roster_id = $1 and ticked order by halo_id',
      [list],
    )
  ).rows.map(({ halo_id }) => halo_id);

test.each([
  ['name', ['Ada', 'Bob', 'Cid', 'Dan', 'Eve']],
  ['-name', ['Eve', 'Dan', 'Cid', 'Bob', 'Ada']],
  // Those without an address come first, and capitals make no difference.
  ['email', ['Bob', 'Cid', 'Eve', 'Ada', 'Dan']],
  ['-site', ['Eve', 'Ada', 'Dan', 'Bob', 'Cid']],
  // Those who can be imported, then shared, unusable and missing addresses.
  ['verdict', ['Ada', 'Cid', 'Dan', 'Eve', 'Bob']],
])('sorted by %s, as the head of its column says', async (sort, expected) => {
  const html = await page(some, { sort });
  expect(names(html)).toEqual(expected);
  const head = { name: 'Name', email: 'Email address', site: 'Site', verdict: 'Import' }[sort.replace('-', '')];
  const sorted = [...html.matchAll(/<th [^>]*aria-sort="(\w+)"[^>]*>(?:<[^>]+>)*([^<]+)/g)];
  expect(sorted.map(([, order, name]) => [name, order])).toEqual([
    [head, sort.startsWith('-') ? 'descending' : 'ascending'],
  ]);
});

test('a head sorts in the form of the page: its ticks and its filter are kept, and later buttons keep the order', async () => {
  const [ada] = idsOf(await page(some));
  const to = async (fields: object) =>
    (await admin.post(`/rosters/${some}`, fields).expect(303)).headers['location'] ?? '';
  const sorted = await to({ shown: ada, tick: ada, applied: 'show=importable', action: 'sort:-email' });
  expect(sorted).toBe(`/rosters/${some}?show=importable&sort=-email`);
  expect(await ticked(some)).toEqual([ada]);
  const html = (await admin.agent.get(sorted).expect(200)).text;
  expect(names(html)).toEqual(['Ada', 'Cid']);
  expect(html).toContain('name="sort" id="sort" value="-email"');
  expect(await to({ sort: '-email', applied: 'show=importable', action: 'select-all' })).toBe(sorted);
});

test.each(['name', '-email', 'verdict', 'site'])(
  'by %s, pages follow each other to the last and back',
  async (sort) => {
    const seen = [await page(many, { sort })];
    for (let next = places(seen[0] ?? '')['Next']; next; next = places(seen.at(-1) ?? '')['Next'])
      seen.push(await page(many, { sort, after: next }));
    expect(seen.map((html) => idsOf(html).length)).toEqual([100, 100, 50]);
    expect(new Set(seen.flatMap(idsOf)).size).toBe(250);
    const last = await page(many, { sort, after: places(seen[0] ?? '')['Last'] ?? '' });
    expect(idsOf(last)).toEqual(idsOf(seen[2] ?? ''));
    expect(last).toContain('201–250 of 250 · page 3 of 3');
    expect(Object.keys(places(last))).toEqual(['First', 'Previous']);
    const middle = await page(many, { sort, after: places(last)['Previous'] ?? '' });
    expect(idsOf(middle)).toEqual(idsOf(seen[1] ?? ''));
    expect(middle.match(/page 2 of 3/g)).toHaveLength(2);
  },
);

test('the last of a search, and of a list of one page', async () => {
  expect(idsOf(await page(some, { after: 'last' }))).toHaveLength(5);
  expect(names(await page(some, { after: 'last', q: 'quay' }))).toEqual(['Ada', 'Eve']);
  expect(idsOf(await page(many, { after: 'last', show: 'ticked' }))).toEqual([]);
});

describe('a range of ticks', () => {
  const range = (shown: readonly string[], tick: readonly string[], list = many) =>
    admin.post(`/rosters/${list}/ticks`, { shown: shown.join(), tick });

  test('is set in one step, and ticks of other rows stay as they are stored', async () => {
    const ids = idsOf(await page(many)).sort();
    await admin.post(`/rosters/${many}/ticks/${ids[50]}`, { tick: ids[50] }).expect(200);
    // The form has the ticks of the whole page, as this tab knows them.
    const bar = await range(ids.slice(2, 6), [...ids.slice(2, 6), ids[9] ?? '']).expect(200);
    expect(tickedIn(bar.text)).toBe(5);
    expect(await ticked(many)).toEqual([...ids.slice(2, 6), ids[50]]);
    const { rows } = await portal.db.pool.query('select tick_version as v from roster where id = $1', [many]);
    await range(ids.slice(3, 6), []).expect(200);
    expect(await ticked(many)).toEqual([ids[2], ids[50]]);
    const after = await portal.db.pool.query('select tick_version as v from roster where id = $1', [many]);
    expect(after.rows[0].v).toBe(Number(rows[0].v) + 1);
  });

  test('with a person of another list, or with no id at all, changes nothing', async () => {
    const [first = ''] = idsOf(await page(many));
    await range([first, '1'], [first, '1']).expect(409);
    await range([first, 'x'], [first]).expect(409);
    expect(await ticked(many)).toEqual([]);
  });
});
