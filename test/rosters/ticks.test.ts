import { sortKey } from '../../src/shared/text/index.js';
import { browserOf } from '../access/portal.js';
import { startWholePortal, until, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, rowsOf, tickedIn } from '../support/admin-at-work.js';

/** Ids are given in the order of the clients, from 101: 250 people, then these. */
const MIXED = {
  ada: '351',
  inactive: '352',
  service: '353',
  generalUser: '354',
  noAddress: '355',
  percent: '356',
  underscore: '357',
  backslash: '358',
} as const;

let portal: WholePortal;
let admin: AdminAtWork;
let many: string;
let mixed: string;

beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      { name: 'Many', people: 250, dirt: 'none' },
      clientOf(
        'Mixed',
        ['Ada', 'ada@mixed.example', { site_name: 'Harbour' }],
        ['Ina Active', 'ina@mixed.example', { inactive: true }],
        ['Printer', 'printer@mixed.example', { isserviceaccount: true }],
        ['General User', 'general@mixed.example'],
        ['Nemo'],
        ['100% Bob', 'bob@mixed.example'],
        ['Snake_Case', 'snake@mixed.example'],
        ['Back\\slash', 'back@mixed.example'],
        ['Ren\u00e9e'],
      ),
      { name: 'Nobody', people: 0 },
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  many = await admin.load('Many');
  mixed = await admin.load('Mixed');
});
afterAll(() => portal.close());

const shownOf = (html: string) => rowsOf(html).map(({ haloId }) => haloId ?? '');
/** Where the button leads, as its form would say it. */
const pageBehind = (html: string, button: 'Previous' | 'Next') =>
  new RegExp(`value="(page:[^"]*)"[^>]*>(?:(?!</button>).)*${button}`, 's').exec(html)?.[1];
const tickedOf = (html: string) =>
  rowsOf(html)
    .filter(({ ticked }) => ticked)
    .map(({ haloId }) => haloId);
const ticksIn = async (roster: string) => {
  const { rows } = await portal.db.pool.query<{ halo_id: string }>(
    'select halo_id from roster_person where roster_id = $1 and ticked order by halo_id',
    [roster],
  );
  return rows.map((row) => row.halo_id);
};
const versionOf = async (roster: string) =>
  (await portal.db.pool.query('select tick_version as v from roster where id = $1', [roster])).rows[0].v as number;
const clear = async () => {
  for (const roster of [many, mixed]) await admin.post(`/rosters/${roster}`, { action: 'clear-all' }).expect(303);
};
beforeEach(clear);

describe('ticks stay', () => {
  test('across pages, filters, searches, a reload, and in another session', async () => {
    const begin = (await admin.page(many).expect(200)).text;
    const first = shownOf(begin);
    expect(first).toHaveLength(100);
    const to = async (fields: object) => {
      const { headers } = await admin.post(`/rosters/${many}`, fields).expect(303);
      return (await admin.agent.get(headers['location'] ?? '').expect(200)).text;
    };
    const second = await to({ shown: first.join(), tick: first.slice(0, 3), action: pageBehind(begin, 'Next') });
    expect(shownOf(second)).toHaveLength(100);
    expect(tickedIn(second)).toBe(3);
    const [shown, tick] = [shownOf(second).join(), shownOf(second)[0]];
    const third = await to({ shown, tick, action: pageBehind(second, 'Next') });
    expect(shownOf(third)).toHaveLength(50);
    expect(third).toContain('201–250 of 250');
    const ticked = await to({ shown: shownOf(third).join(), action: 'filter', show: 'ticked' });
    expect(tickedOf(ticked).sort()).toEqual([...first.slice(0, 3), shownOf(second)[0]].sort());
    const found = await to({ shown: '', action: 'filter', q: 'nobody is called this' });
    expect(found).toContain('Ticks that are not shown stay.');
    const later = await browserOf(portal, portal.people.admin);
    expect(tickedIn((await later.get(`/rosters/${many}`).expect(200)).text)).toBe(4);
    const back = await to({ shown: first.join(), tick: first[1], action: 'page:0' });
    expect(tickedOf(back)).toEqual([first[1]]);
    expect(tickedIn(back)).toBe(2);
  });

  test('when they are sent one by one, as with JavaScript', async () => {
    const tick = (id: string, fields: object) => admin.post(`/rosters/${mixed}/ticks/${id}`, fields).expect(200);
    expect(tickedIn((await tick(MIXED.ada, { tick: MIXED.ada })).text)).toBe(1);
    expect(tickedIn((await tick(MIXED.ada, { tick: MIXED.ada })).text)).toBe(1);
    expect(tickedIn((await tick(MIXED.inactive, { tick: [MIXED.inactive, MIXED.service] })).text)).toBe(2);
    expect(await ticksIn(mixed)).toEqual([MIXED.ada, MIXED.inactive]);
    expect(tickedIn((await tick(MIXED.ada, {})).text)).toBe(1);
  });

  test('pages follow the order of names, and each links to its neighbours', async () => {
    const pages = [(await admin.page(many).expect(200)).text];
    for (let at = pageBehind(pages[0] ?? '', 'Next'); at; at = pageBehind(pages.at(-1) ?? '', 'Next')) {
      pages.push((await admin.page(many, { after: at.slice('page:'.length) }).expect(200)).text);
    }
    expect(pages).toHaveLength(3);
    expect(new Set(pages.flatMap(shownOf)).size).toBe(250);
    const names = pages.flatMap((html) => rowsOf(html).map(({ text }) => sortKey(text)));
    expect(names).toEqual(names.toSorted());
    const middle = pageBehind(pages[0] ?? '', 'Next');
    expect(pages.map((html) => pageBehind(html, 'Previous'))).toEqual([undefined, 'page:0', middle]);
    expect(pages.map((html) => /<p>(\d[^<]*)<\/p>/.exec(html)?.[1])).toEqual([
      '1–100 of 250 · page 1 of 3',
      '101–200 of 250 · page 2 of 3',
      '201–250 of 250 · page 3 of 3',
    ]);
  });

  test.each(['100', '100-1', '250-999999999', '-1', 'x', '1e3-101', '0-99999999999999999999'])(
    'after=%s is not the start of a page, and shows the first',
    async (after) => {
      const { text } = await admin.page(many, { after }).expect(200);
      expect(text).toContain('1–100 of 250');
      expect(shownOf(text)).toHaveLength(100);
    },
  );
});

describe('Select all', () => {
  test('ticks people only; inactive ones, service accounts and the General User can be ticked by hand', async () => {
    await admin.post(`/rosters/${mixed}`, { action: 'select-all' }).expect(303);
    expect(await ticksIn(mixed)).toEqual([MIXED.ada, MIXED.percent, MIXED.underscore, MIXED.backslash]);
    const { text } = await admin.page(mixed);
    expect(text).toContain('Select all 4');
    const chips = ['Inactive', 'Service account', 'General User'];
    for (const chip of chips)
      expect(text).toMatch(new RegExp(`class="chip[^"]*">(?:<svg.*?</svg>)?[^<]*(<[^>]+>)*${chip}`, 's'));
    const singly = [MIXED.inactive, MIXED.service, MIXED.generalUser];
    await admin.post(`/rosters/${mixed}`, { shown: singly.join(), tick: singly, action: 'filter' }).expect(303);
    expect(await ticksIn(mixed)).toHaveLength(7);
  });

  test('keeps the ticks that were set in the same form, and includes all pages', async () => {
    const form = { shown: MIXED.inactive, tick: MIXED.inactive, action: 'select-all' };
    await admin.post(`/rosters/${mixed}`, form).expect(303);
    expect(await ticksIn(mixed)).toContain(MIXED.inactive);
    await admin.post(`/rosters/${many}`, { action: 'select-all' }).expect(303);
    expect(await ticksIn(many)).toHaveLength(250);
  });

  test('Clear removes all ticks, also those of other pages', async () => {
    await admin.post(`/rosters/${many}`, { action: 'select-all' }).expect(303);
    const first = shownOf((await admin.page(many)).text);
    await admin.post(`/rosters/${many}`, { shown: first.join(), tick: first, action: 'clear-all' }).expect(303);
    expect(await ticksIn(many)).toEqual([]);
  });
});

describe('Import without any ticks', () => {
  test('is answered with the list and what to do', async () => {
    const { text } = await admin.post(`/rosters/${mixed}`, { action: 'review' }).expect(422);
    expect(text).toContain('No one is ticked.');
    expect(rowsOf(text)).toHaveLength(9);
    await admin.agent.get(`/rosters/${mixed}/confirm`).expect(303).expect('Location', `/rosters/${mixed}`);
    const sent = await admin.post(`/rosters/${mixed}/import`, { tickVersion: await versionOf(mixed) }).expect(422);
    expect(sent.text).toContain('No one is ticked.');
  });

  test('an empty group has no ticks and no form', async () => {
    const empty = await admin.agent
      .post(`/teams/${portal.team}/psa-import/rosters`)
      .type('form')
      .send({ group: 'client-14' })
      .expect(303);
    const path = empty.headers['location'] ?? '';
    const show = () => admin.agent.get(path).expect(200);
    await until(async () => (await show()).text.includes('HaloPSA shows no one'), 'the empty list is there');
    const page = await show();
    expect(page.text).not.toContain('<form id="roster"');
    expect(page.text).toContain('Select another group');
    await admin.agent.get(`${path}/confirm`).expect(303).expect('Location', path);
    await admin.post(`${path}/import`, { tickVersion: '0' }).expect(422);
    await admin.post(path, { action: 'select-all' }).expect(303);
    await admin.post(path, { action: 'review' }).expect(422);
  });
});

describe('input that does not match the list', () => {
  const strangers = [
    '101',
    '2147483648',
    '999999999999999',
    '9'.repeat(400),
    '-1',
    '0',
    '1.5',
    '1e2',
    'x',
    '351 ',
    '٣٥١',
    '',
  ];

  test.each(strangers)('a tick for %p gets a clear answer, and nothing is changed', async (id) => {
    const before = await versionOf(mixed);
    const answer = await admin
      .post(`/rosters/${mixed}`, { shown: MIXED.ada, tick: [MIXED.ada, id], action: 'review' })
      .expect(409);
    expect(answer.text).toContain('A person in the form is not in this list');
    expect(await ticksIn(mixed)).toEqual([]);
    expect(await versionOf(mixed)).toBe(before);
  });

  test.each(['101', '2147483648', '999999999999999'])('one tick for %s: 409', async (id) => {
    await admin.post(`/rosters/${mixed}/ticks/${id}`, { tick: id }).expect(409);
  });

  test.each(['x', '-1', '1.5', '9'.repeat(400), '%00', '1%2F2', "1'--"])('one tick for %s: 404', async (id) => {
    await admin.post(`/rosters/${mixed}/ticks/${id}`, { tick: id }).expect(404);
  });

  test('a form that shows a person who is not in the list is refused too', async () => {
    await admin.post(`/rosters/${mixed}`, { shown: `${MIXED.ada},101`, tick: MIXED.ada, action: 'filter' }).expect(409);
    await admin.post(`/rosters/${mixed}`, { shown: 'x,y', action: 'filter' }).expect(409);
    expect(await ticksIn(mixed)).toEqual([]);
  });

  test('a tick on a red X is ignored', async () => {
    const both = [MIXED.ada, MIXED.noAddress];
    await admin.post(`/rosters/${mixed}`, { shown: both.join(), tick: both, action: 'filter' }).expect(303);
    await admin.post(`/rosters/${mixed}/ticks/${MIXED.noAddress}`, { tick: MIXED.noAddress }).expect(200);
    expect(await ticksIn(mixed)).toEqual([MIXED.ada]);
  });

  test.each(['page:-1', 'page:', 'page:1e9', 'page:9999999999', 'delete', '__proto__'])(
    'the unknown action %s shows the list from its beginning',
    async (action) => {
      await admin.post(`/rosters/${mixed}`, { action }).expect(303).expect('Location', `/rosters/${mixed}`);
    },
  );
});

describe('the search', () => {
  const found = async (q: string) => rowsOf((await admin.page(mixed, { q }).expect(200)).text).map(({ text }) => text);

  test.each([
    ['%', '100% Bob'],
    ['_', 'Snake_Case'],
    ['\\', 'Back\\slash'],
    ['  aDa ', 'Ada'],
    ['ada@MIXED', 'Ada'],
    ['a\u0007da@', 'Ada'],
    ['harbour', 'Ada'],
    ['ren\u00c9e', 'Ren\u00e9e'],
    ['rene\u0301', 'Ren\u00e9e'],
    ['renee', 'Ren\u00e9e'],
  ])('%p is searched for literally', async (q, name) => {
    const rows = await found(q);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain(name);
  });

  test('blanks and control characters find everyone, and too many of them no one', async () => {
    expect(await found(' \u0000\t')).toHaveLength(9);
    expect(await found('a'.repeat(10_000))).toHaveLength(0);
    for (const q of ['%', '\\', '\u0000', '😀']) {
      const { headers } = await admin.post(`/rosters/${mixed}`, { q: q.repeat(10_000), action: 'filter' }).expect(303);
      const { text } = await admin.agent.get(headers['location'] ?? '').expect(200);
      expect(rowsOf(text)).toHaveLength(q === '\u0000' ? 9 : 0);
    }
  });

  test('is repeated escaped in the field and the URL, shortened to what was searched for', async () => {
    const q = '"><script>alert(1)</script>&';
    const { text } = await admin.page(mixed, { q }).expect(200);
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;script>alert(1)&lt;/script>&amp;');
    const { headers } = await admin.post(`/rosters/${mixed}`, { q: 'é&'.repeat(5_000), action: 'filter' }).expect(303);
    expect(headers['location']).toBe(`/rosters/${mixed}?q=${'%C3%A9%26'.repeat(100)}`);
  });

  test('is ignored when it is sent twice or with another type', async () => {
    for (const query of ['q=a&q=b', 'q[]=a', 'q[a]=b', 'show=all&show=blocked', 'show=__proto__', 'after=1&after=2']) {
      expect(rowsOf((await admin.agent.get(`/rosters/${mixed}?${query}`).expect(200)).text)).toHaveLength(9);
    }
  });
});

test('a form of 5,000 ticks is refused, and changes nothing', async () => {
  const body = Array.from({ length: 5_000 }, () => `tick=${MIXED.ada}`).join('&');
  await admin.post(`/rosters/${mixed}`, body).expect(413);
  expect(await ticksIn(mixed)).toEqual([]);
});
