import { randomUUID } from 'node:crypto';
import { browserOf, PASSWORD } from '../access/portal.js';
import { AdminAtWork, clientOf, membersOf, rowsOf, textOf } from '../support/admin-at-work.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';

/** One person, one address, one name: the same at every door. */
let portal: WholePortal;
let admin: AdminAtWork;
let roster: string;
let team: string;

const REFUSED = ['\u2003', '\u3000', '\u2009', '\u3164', '\u2800', '\u034f', '\ufffd', '\u0378'];
/** Addresses that are one, and the names that their first one is found by. */
const ONE = [
  ['hidden@x.example', 'hid\u200b\u2060\u00ad\u200eden@x.example'],
  ['b@bücher.example', 'b@xn--bcher-kva.example'],
  ['dot@x.example', 'dot@x。example'],
  ['μισος.a@x.example', 'ΜΙΣΟΣ.A@x.example'],
  ['q1@x.example', '"q1"@x.example'],
  ['wide@x.example', 'ｗｉｄｅ@x.example'],
] as const;
const TWO = [
  ['straße@x.example', 'strasse@x.example'],
  ['two@straße.example', 'two@strasse.example'],
] as const;
const FOUND: readonly [string, string][] = [
  ['lukasz', 'Łukasz Nowak'],
  ['soren', 'Søren Strauß'],
  ['strauss  soren', 'Søren Strauß'],
  ['isik', 'Işık Demir'],
  ["o'brien", 'Zoe O’Brien'],
  ['so\u200bren', 'Søren Strauß'],
  ['demir isik', 'Işık Demir'],
  ['mailto:isik@found.example;', 'Işık Demir'],
  ['isik@fou', 'Işık Demir'],
];

beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      clientOf(
        'Doors',
        ...REFUSED.map((inside, n): [string, string] => [`Refused ${n}`, `re${inside}fused${n}@x.example`]),
        ...ONE.flatMap((pair, n) => pair.map((email, m): [string, string] => [`One ${n} ${m}`, email])),
        ...TWO.flatMap((pair, n) => pair.map((email, m): [string, string] => [`Two ${n} ${m}`, email])),
        ['\u3164\u200b', 'nothing@x.example', { firstname: 'Ada', surname: 'Shown' }],
        ['Two Ats', 'a@b@x.example'],
        ['Too Long', `${'a'.repeat(65)}@x.example`],
        ['Half', 'half@'],
        ['\u0410nn Alike', 'alike@x.example'],
      ),
      clientOf(
        'Found',
        ['Łukasz Nowak', 'lukasz@found.example'],
        ['Søren Strauß', 'ss@found.example'],
        ['Işık Demir', 'isik@found.example'],
        ['Zoe O’Brien', 'zoe@found.example'],
      ),
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  team = await portal.newTeam('Doors & Co');
  roster = await admin.load('Doors', team);
});
afterAll(() => portal.close());

const list = async () => {
  const rows = rowsOf((await admin.page(roster).expect(200)).text);
  return new Map(rows.map((row) => [/row-title.*?<bdi[^>]*>([^<]*)</s.exec(row.html)?.[1] ?? '', row]));
};
const byHand = (email: string, name = 'A person', to = team) =>
  admin.post(`/teams/${to}/members`, { id: randomUUID(), name, email });

test('a list treats the addresses as one, as two, or marks them with a red X', async () => {
  const rows = await list();
  for (const n of REFUSED.keys()) expect(rows.get(`Refused ${n}`)?.blocked).toMatch(/in a place where it cannot be/);
  for (const n of ONE.keys()) {
    expect(rows.get(`One ${n} 0`)?.blocked).toBeUndefined();
    expect([n, rows.get(`One ${n} 1`)?.blocked]).toEqual([n, `Same address as One ${n} 0, who keeps it`]);
  }
  for (const n of TWO.keys()) expect(rows.get(`Two ${n} 1`)?.blocked).toBeUndefined();
  expect(rows.get('Ada Shown')?.blocked).toBeUndefined();
  expect(rows.get('Two Ats')?.blocked).toBe('Email address has more than one @');
  expect(rows.get('Too Long')?.blocked).toBe('Email address is too long');
  expect(rows.get('Half')?.blocked).toBe('Email address is not complete');
});

test('adding by hand makes one account, or shows the reason for refusing it', async () => {
  const own = await portal.newTeam();
  for (const [one, other] of ONE) {
    await byHand(one, 'One', own).expect(303);
    expect((await byHand(other, 'Other', own).expect(422)).text).toContain('already in this Team');
  }
  for (const [one, other] of TWO) {
    await byHand(one, 'One', own).expect(303);
    await byHand(other, 'Other', own).expect(303);
  }
  for (const inside of REFUSED) await byHand(`re${inside}fused@x.example`, 'A person', own).expect(422);
  for (const name of ['\u200b', '\u3164', '\u2800 \u00ad']) await byHand('fine@x.example', name, own).expect(422);
  expect((await byHand('a@b@x.example', 'A', own)).text).toContain('more than one @');
  expect((await byHand(`${'a'.repeat(65)}@x.example`, 'A', own)).text).toContain('Enter a shorter email address');
  expect(await membersOf(portal, own)).toHaveLength(ONE.length + 2 * TWO.length);
});

test('a Team name that is invisible or looks like another one is refused, and the other is named', async () => {
  const add = (name: string) => admin.post('/teams', { id: randomUUID(), name, then: 'save' });
  await add('\u200b').expect(422);
  for (const name of ['DOORS & CO', 'Doors \u3000& Co', 'Do\u200bors & Co', 'Ｄoors & Co']) {
    expect((await add(name).expect(422)).text).toContain('“<bdi>Doors &amp; Co</bdi>”');
  }
});

test('sign-in accepts an address as pasted, and in each spelling', async () => {
  const { resellerId } = portal.people.admin;
  const user = { name: 'Bea', password: PASSWORD, role: 'auditor', resellerId } as const;
  await portal.users.addUser({ ...user, email: 'mailto:Bea@BÜCHER-portal.example;' });
  const written = [
    'bea@bücher-portal.example',
    ' <bea@xn--bcher-portal-dlb.example>;',
    'b\u200bea@bücher-portal。example',
  ];
  for (const email of written) {
    const agent = await browserOf(portal, { email }).catch((error: unknown) => `${email}: ${String(error)}`);
    expect(typeof agent).not.toBe('string');
  }
  await expect(portal.users.addUser({ ...user, email: 'b\u200bea@bücher-portal.example' })).rejects.toThrow('already');
  await expect(portal.users.addUser({ ...user, email: 'a@b@x.example' })).rejects.toThrow('more than one @');
  await expect(portal.users.addUser({ ...user, name: '\u200b', email: 'c@x.example' })).rejects.toThrow(
    'shows nothing',
  );
});

test('look-alike letters are marked in the list, the confirmation and the members', async () => {
  const MARK = 'Look-alike letters';
  const rows = await list();
  expect([...rows].filter(([, { text }]) => text.includes(MARK)).map(([name]) => name)).toEqual(
    expect.arrayContaining(['\u0410nn Alike']),
  );
  expect(rows.get('Ada Shown')?.text).not.toContain(MARK);
  await admin.post(`/rosters/${roster}`, { action: 'select-all' }).expect(303);
  const confirm = textOf((await admin.confirm(roster)).text);
  expect(confirm).toContain(`\u0410nn Alike (alike@x.example) ${MARK}`);
  await byHand('alike-too@x.example', '\u0410nn By Hand').expect(303);
  expect(textOf((await admin.agent.get(`/teams/${team}`).expect(200)).text)).toContain(`\u0410nn By Hand ${MARK}`);
});

describe('search', () => {
  let found: string;
  let its: string;
  beforeAll(async () => {
    its = await portal.newTeam('Søren & Łukasz O’Brien');
    found = await admin.load('Found', its);
    await admin.importAll(found);
    await membersOf(portal, its);
    found = await admin.load('Found', its);
  });

  test.each(FOUND)('%j finds %s in the list, among the members and in the history', async (q, name) => {
    const pages = [
      admin.page(found, { q }),
      admin.agent.get(`/teams/${its}`).query({ q }),
      admin.agent.get('/people').query({ q }),
    ];
    for (const page of pages) expect(textOf((await page.expect(200)).text)).toContain(name);
  });

  test.each(['found.example', '@found.example'])('the domain %s finds everyone', async (q) => {
    for (const path of [`/rosters/${found}`, `/teams/${its}`, '/people']) {
      const text = textOf((await admin.agent.get(path).query({ q }).expect(200)).text);
      for (const [, name] of FOUND) expect(text).toContain(name);
    }
  });

  test.each(['lukasz  soren', "o'brien", 'sø\u200bren'])('%j finds the Team', async (q) => {
    expect((await admin.agent.get('/teams').query({ q }).expect(200)).text).toContain('Søren &amp; Łukasz O’Brien');
  });
});
