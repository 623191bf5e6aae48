import { browserOf } from '../access/portal.js';
import { loadRoster, groupNamed, startWholePortal, until, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, countOf, rowsOf, textOf, tickedIn } from '../support/admin-at-work.js';
import { ChangingGroup, person } from './group-of.js';

let portal: WholePortal;
let admin: AdminAtWork;
let group: ChangingGroup;
beforeAll(async () => {
  portal = await startWholePortal({ clients: [clientOf('Changing', ['Ann', 'ann@changing.example'])] });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  await admin.load('Changing');
  group = new ChangingGroup(portal);
});
afterAll(() => portal.close());

const before = [
  person(1, 'Ann'),
  person(2, 'Bob'),
  person(3, 'Cid'),
  person(4, 'Dan'),
  person(5, 'Eva', { email: 'shared@changing.example' }),
  person(6, 'Fay', { email: 'shared@changing.example' }),
];
/** Bob has another name, Cid no address, Dan is gone, and Gus is new. */
const after = [
  person(1, 'Ann'),
  person(2, 'Bobby', { email: 'bob@changing.example', inactive: true }),
  person(3, 'Cid', { email: null }),
  person(5, 'Eva', { email: 'shared@changing.example' }),
  person(6, 'Fay', { email: 'shared@changing.example' }),
  person(7, 'Gus'),
];

const page = async (path: string) => (await admin.agent.get(path).expect(200)).text;

async function freshList(): Promise<string> {
  group.people = before;
  return loadRoster(admin.agent, portal.team, await groupNamed(admin.agent, portal.team, 'Changing'));
}

/** Ann, Bob, Cid, Dan and Fay are ticked: Fay keeps the shared address. */
async function tickedList(): Promise<string> {
  const list = await freshList();
  await admin.post(`/rosters/${list}`, { action: 'keep:6' }).expect(303);
  await admin
    .post(`/rosters/${list}`, { shown: '1,2,3,4,6', tick: ['1', '2', '3', '4', '6'], action: 'filter' })
    .expect(303);
  return list;
}

const idIn = (location: string | undefined) => location?.split('/').at(-1) ?? '';

async function reload(list: string, fields: object = {}): Promise<string> {
  const { headers } = await admin.post(`/rosters/${list}/reload`, fields).expect(303);
  return idIn(headers['location']);
}

async function ends(list: string, status = 'loaded'): Promise<void> {
  await until(
    async () => (await countOf(portal, 'from roster where id = $1 and status = $2', list, status)) === 1,
    `the list is ${status}`,
  );
}

describe('given a list with ticks, whose people have changed in HaloPSA', () => {
  let old: string;
  let list: string;
  beforeAll(async () => {
    old = await tickedList();
    group.people = after;
    list = await reload(old);
    await ends(list);
  });

  test('Enter in the search field searches: the first button of the form is not the one that reloads', async () => {
    const [first] = (await page(`/rosters/${list}`)).match(/<button[^>]*form="roster"[^>]*>/) ?? [];
    expect(first).toContain('value="filter"');
  });

  test('the ticks of those who can still be imported are kept, and no one else is ticked', async () => {
    const html = await page(`/rosters/${list}`);
    expect(rowsOf(html).map(({ haloId, ticked }) => [haloId, ticked])).toEqual([
      ['1', true], // Ann
      ['2', true], // Bobby
      [undefined, false], // Cid
      [undefined, false], // Eva
      ['6', true], // Fay, who still keeps the shared address
      ['7', false], // Gus
    ]);
    expect(tickedIn(html)).toBe(3);
  });

  test('it says who is new, gone or changed, and what the person was', async () => {
    const html = await page(`/rosters/${list}`);
    expect(textOf(html)).toContain(
      'Reloaded just now: 1 new , 1 gone , 2 changed . The ticks were kept, except those of 2 people who are gone or can no longer be imported.',
    );
    const text = (name: string) => rowsOf(html).find((row) => row.text.includes(name))?.text;
    expect(text('Bobby')).toContain('Changed was Bob, was active');
    expect(text('Cid')).toContain('Changed had cid@changing.example');
    expect(text('Gus')).toContain('New');
    expect(text('Ann')).not.toMatch(/New|Changed/);
  });

  test('each number leads to its people', async () => {
    const shown = async (path: string) => rowsOf(await page(path)).length;
    expect(await shown(`/rosters/${list}?show=new`)).toBe(1);
    expect(await shown(`/rosters/${list}?show=changed`)).toBe(2);
    const gone = await page(`/rosters/${list}/gone`);
    expect(rowsOf(gone).map(({ text }) => text)).toEqual(['Dan Was ticked dan@changing.example']);
    expect(textOf(gone)).toContain('1 person of Changing was in the list before');
  });

  test('the address of the old list leads to the new one, and a confirmation of it is refused in words', async () => {
    const html = await page(`/rosters/${old}`);
    expect(textOf(html)).toContain('This list was replaced');
    expect(html).toContain(`href="/rosters/${list}"`);
    for (const path of [`/rosters/${old}/import`, `/rosters/${old}/ticks/1`]) {
      const { text } = await admin.post(path, { tickVersion: '2', shown: '1' }).expect(409);
      expect(textOf(text)).toContain('This list was reloaded, and another one has replaced it.');
    }
    expect(await countOf(portal, 'from roster_person where roster_id = $1', old)).toBe(0);
  });
});

test('while a reload runs, the list stays in use, a second click gets to the same reload, and ticks are taken over', async () => {
  const old = await tickedList();
  let open = () => {};
  group.gate = new Promise((done) => (open = done));
  const lists = await Promise.all([reload(old), reload(old)]);
  expect(new Set(lists).size).toBe(1);
  const list = lists[0] ?? '';
  expect(textOf(await page(`/rosters/${list}`))).toContain('the list as it was stays in use');
  expect(textOf(await page(`/rosters/${old}`))).toContain('This list is being reloaded from HaloPSA');
  await portal.db.pool.query(`update roster set used_at = now() - interval '2 hours' where id = $1`, [old]);
  await admin.post(`/rosters/${old}`, { shown: '1', action: 'filter' }).expect(303);
  open();
  await ends(list);
  expect(rowsOf(await page(`/rosters/${list}`))[0]).toMatchObject({ haloId: '1', ticked: false });
});

test('the button sends the ticks of its page first', async () => {
  const old = await freshList();
  const list = await reload(old, { shown: '1,2', tick: '2' });
  await ends(list);
  expect(tickedIn(await page(`/rosters/${list}`))).toBe(1);
});

test('a reload that failed leaves the list as it was, and the next one replaces the failed one', async () => {
  const old = await tickedList();
  group.fails = true;
  const failed = await reload(old);
  await ends(failed, 'failed');
  group.fails = false;
  const html = await page(`/rosters/${failed}`);
  expect(html).toContain(`action="/rosters/${old}/reload"`);
  expect(tickedIn(await page(`/rosters/${old}`))).toBe(5);
  const list = await reload(old);
  await ends(list);
  await ends(failed, 'expired');
  expect(tickedIn(await page(`/rosters/${list}`))).toBe(5);
});

test('a list that is imported while it is reloaded stays the list of its import', async () => {
  const old = await tickedList();
  let open = () => {};
  group.gate = new Promise((done) => (open = done));
  const list = await reload(old);
  const { tickVersion } = await admin.confirm(old);
  await admin.post(`/rosters/${old}/import`, { tickVersion }).expect(303);
  open();
  await ends(list);
  await until(
    async () => (await countOf(portal, 'from roster where id = $1 and import_ended_at is not null', old)) === 1,
    'the import has ended',
  );
  expect(textOf(await page(`/imports/${old}`))).toMatch(/5 imported/);
  const { headers } = await admin.post(`/rosters/${old}/reload`).expect(303);
  expect(headers['location']).toBe(`/imports/${old}`);
});
