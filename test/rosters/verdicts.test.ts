import { browserOf } from '../access/portal.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, membersOf, rowsOf, sumOf, type ShownRow } from '../support/admin-at-work.js';

const LONG = `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.example`;

let portal: WholePortal;
let admin: AdminAtWork;
let rows: Map<string, ShownRow>;
let roster: string;

beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      clientOf(
        'Every Verdict',
        ['Plain', 'plain@v.example'],
        ['Untidy', '  UnTidy@V.Example\t'],
        ['None'],
        ['Blank', '   '],
        ['Half', 'half@'],
        ['Two At Once', 'one@v.example; two@v.example'],
        ['Too Long', LONG],
        ['Inside', 'in\u3164side@v.example'],
        ['Pasted', 'mailto:pa\u200bsted@v.example;'],
        // the lowest id among those who work there keeps the address; 109 has left
        ['Twin Gone', 'twin@v.example', { inactive: true }],
        ['Twin Machine', 'TWIN@v.example', { isserviceaccount: true }],
        ['Twin First', 'Twin@V.example'],
        ['Twin Second', ' twin@v.example '],
        // all of them have left: the lowest id
        ['Left First', 'left@v.example', { inactive: true }],
        ['Left Second', 'left@v.example', { inactive: true }],
        // the same letters, written in two ways
        ['Composed', 'ren\u00e9@v.example'],
        ['Decomposed', 'rene\u0301@v.example'],
        ['<b>Bold</b> & "Sons"', 'bold@v.example', { site_name: '<img src=x onerror=alert(1)>' }],
        ['', 'nameless@v.example', { firstname: '', surname: '' }],
      ),
      clientOf('Same Again', ['Plain Again', 'PLAIN@v.example'], ['New', 'new@v.example']),
      { name: 'Northwind Traders', people: 60, dirt: 'none' },
      { name: 'Northwind Traders (old)', people: 60, dirt: 'none', sameAddressesAs: 'Northwind Traders' },
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  roster = await admin.load('Every Verdict');
  rows = byName((await admin.page(roster).expect(200)).text);
});
afterAll(() => portal.close());

function byName(html: string): Map<string, ShownRow> {
  const named = rowsOf(html).map((row) => [/row-title.*?<bdi[^>]*>([^<]*)</s.exec(row.html)?.[1] ?? '', row] as const);
  return new Map(named);
}

test.each([
  ['Plain', undefined],
  ['Untidy', undefined],
  ['None', 'No email address'],
  ['Blank', 'No email address'],
  ['Half', 'Email address is not complete'],
  ['Two At Once', 'Email address has more than one @'],
  ['Too Long', 'Email address is too long'],
  ['Inside', 'Email address has a character in a place where it cannot be'],
  ['Pasted', undefined],
  ['Twin Gone', 'Same address as Twin First, who keeps it'],
  ['Twin Machine', 'Same address as Twin First, who keeps it'],
  ['Twin First', undefined],
  ['Twin Second', 'Same address as Twin First, who keeps it'],
  ['Left First', undefined],
  ['Left Second', 'Same address as Left First, who keeps it'],
  ['Composed', undefined],
  ['Decomposed', 'Same address as Composed, who keeps it'],
  ['No name', undefined],
])('%s: %s', (name, reason) => {
  const row = rows.get(name);
  expect(row?.blocked).toBe(reason);
  expect(row?.haloId === undefined).toBe(reason !== undefined);
});

test('names of people and sites from HaloPSA are shown as text', async () => {
  const { text } = await admin.page(roster).expect(200);
  expect(text).toContain('&lt;b>Bold&lt;/b> &amp; ');
  expect(text).toContain('&lt;img src=x onerror=alert(1)>');
  expect(text).not.toMatch(/<b>Bold|<img/);
});

test('the counts of the filters agree with the rows', async () => {
  const of = async (show: string) => rowsOf((await admin.page(roster, { show }).expect(200)).text);
  const [all, importable, blocked, ticked] = await Promise.all(['all', 'importable', 'blocked', 'ticked'].map(of));
  expect([all?.length, importable?.length, blocked?.length, ticked?.length]).toEqual([19, 8, 11, 0]);
  expect(importable?.every((row) => row.blocked === undefined)).toBe(true);
  expect(blocked?.every((row) => row.blocked !== undefined)).toBe(true);
});

describe('after an import', () => {
  test('its people are already in this Team; for another Team of the reseller they have an account, and where', async () => {
    const sum = sumOf(await admin.importAll(roster));
    expect(sum).toEqual({ listed: 19, imported: 7, rejected: 11, 'already-in-team': 0, 'left-out': 1 });
    expect(await membersOf(portal, portal.team)).toContain('plain@v.example');

    const same = byName((await admin.page(await admin.load('Every Verdict'))).text);
    expect(same.get('Plain')?.blocked).toBe('Already in this Team');
    expect(same.get('Twin Second')?.blocked).toBe('Same address as Twin First, who keeps it');
    expect(same.get('Left First')?.blocked).toBeUndefined();

    const elsewhere = await portal.newTeam('Elsewhere');
    const { text } = await admin.page(await admin.load('Same Again', elsewhere));
    expect(byName(text).get('Plain Again')?.blocked).toBe('Already has an account in BrainStation');
    expect(byName(text).get('New')?.blocked).toBeUndefined();
    expect(text).toContain(`href="/teams/${portal.team}"`);
    expect(byName(text).get('Plain Again')?.text).toContain('The client’s Team');
  });

  test('an account of another reseller counts as an account, without naming the reseller', async () => {
    const { otherAdmin } = portal.people;
    const team = await portal.newTeam('A Team of somebody else', undefined, otherAdmin.resellerId);
    const other = new AdminAtWork(portal, await browserOf(portal, otherAdmin));
    const { text } = await other.page(await other.load('Same Again', team));
    expect(byName(text).get('Plain Again')?.blocked).toBe('Already has an account in BrainStation');
    expect(text).not.toContain('The client’s Team');
  });
});

test('the old list of Northwind Traders, after the new one, goes into the same Team and another', async () => {
  const [team, another] = [await portal.newTeam('Northwind'), await portal.newTeam('Northwind, the old ones')];
  const first = sumOf(await admin.importAll(await admin.load('Northwind Traders', team)));
  expect(first).toMatchObject({ listed: 60, imported: 60, rejected: 0, 'left-out': 0 });

  const again = await admin.load('Northwind Traders (old)', team);
  expect((await admin.page(again)).text).toContain('Select all 0');
  const shown = rowsOf((await admin.page(again, { show: 'blocked' })).text);
  expect(new Set(shown.map(({ blocked }) => blocked))).toEqual(new Set(['Already in this Team']));
  expect(shown).toHaveLength(60);

  const old = await admin.load('Northwind Traders (old)', another);
  const refused = rowsOf((await admin.page(old)).text);
  expect(new Set(refused.map(({ blocked }) => blocked))).toEqual(new Set(['Already has an account in BrainStation']));
  await admin.post(`/rosters/${old}`, { action: 'review' }).expect(422);
});
