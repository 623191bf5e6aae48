import { browserOf } from '../access/portal.js';
import { importEnded, startWholePortal, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, membersOf, textOf } from '../support/admin-at-work.js';

const numbered = (n: number, domain: string) =>
  Array.from({ length: n }, (_, i): [string, string] => [`Person ${i}`, `p${i}@${domain}`]);

let portal: WholePortal;
let admin: AdminAtWork;
let acme: string;
let boats: string;

beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      clientOf('Acme', ...numbered(5, 'acme.example'), ['Gil', 'gil@gmail.com']),
      clientOf(
        'Boats',
        ['Ann', 'ann@boats.example'],
        ['Bob'],
        ['Ben'],
        ['Cid', 'not an address'],
        ['Dan', 'p1@acme.example'],
        ['Eve', 'eve@gmail.com'],
        ...Array.from({ length: 12 }, (_, i): [string, string, object] => [
          `Gone ${String(i).padStart(2, '0')}`,
          `gone${i}@boats.example`,
          { inactive: true },
        ]),
        ['Tess', 'tess@boats.example', { linked_agent_id: 7 }],
      ),
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  acme = await portal.newTeam('Acme');
  boats = await portal.newTeam('Boats & Co');
  await admin.importAll(await admin.load('Acme', acme));
  expect(await membersOf(portal, acme)).toHaveLength(6);
});
afterAll(() => portal.close());

const confirmed = async (list: string) => textOf((await admin.confirm(list)).text);

async function allTicked(group: string, team: string): Promise<string> {
  const list = await admin.load(group, team);
  await admin.post(`/rosters/${list}`, { action: 'select-all' }).expect(303);
  return list;
}

test('the group of the Team, as before, is confirmed without a warning', async () => {
  const list = await admin.load('Acme', acme);
  expect((await admin.agent.get(`/rosters/${list}/confirm`)).status).toBe(303);
});

describe('given a group of another client', () => {
  let list: string;
  let text: string;
  beforeAll(async () => {
    list = await allTicked('Boats', acme);
    text = await confirmed(list);
  });

  test('its domains and those of the Team are compared, public providers aside', () => {
    expect(text).toContain('None of the ticked people has an address at a domain of this Team.');
    expect(text).toContain('Their most common domain is boats.example, that of the Team is acme.example.');
    expect(text).toMatch(/19 people listed, 2 ticked @boats\.example 1 @gmail\.com 1/);
    expect(text).toMatch(/6 people so far @acme\.example 5 @gmail\.com 1/);
  });

  test('the group that the Team’s imports came from is named', () => {
    expect(text).toMatch(/imports came from another group\. The last one , on .* UTC *, was of Acme/);
  });

  test('people who will not be imported are counted by reason', () => {
    expect(text).toMatch(
      /3 people with a red X , ticked or not, are recorded .* 2 No email address 1 Email address that cannot be used/,
    );
    expect(text).toContain('1 person is already in this Team');
    expect(text).toContain('13 people are left out');
  });

  test('ticked inactive people and technicians are named, the first ten of them', async () => {
    expect(text).not.toContain('need an account?');
    const rows = await portal.db.pool.query<{ halo_id: string }>(
      `select halo_id from roster_person where roster_id = $1 and (inactive or technician)`,
      [list],
    );
    const tick = rows.rows.map(({ halo_id }) => halo_id);
    await admin.post(`/rosters/${list}`, { shown: tick.join(), tick, action: 'filter' }).expect(303);
    const { text: html } = await admin.confirm(list);
    expect(textOf(html)).toMatch(/Do these people need an account\? Gone 00 \(gone0@boats\.example\) Inactive/);
    expect(textOf(html)).toMatch(/Gone 09 .* and 3 more/);
    expect(textOf(html)).not.toContain('Gone 10');
    expect(html).toContain(`<a href="/rosters/${list}?show=ticked">and 3 more</a>`);
  });

  test('the import goes on all the same', async () => {
    const { text: html, tickVersion } = await admin.confirm(list);
    expect(textOf(html)).toContain('Import 15 people');
    await admin.post(`/rosters/${list}/import`, { tickVersion }).expect(303);
    await importEnded(portal, list);
  });
});

test('a group that last went into another Team is confirmed with the Team’s name and a link', async () => {
  await portal.db.pool.query(`delete from email_claim where email_key like '%boats.example'`);
  const list = await allTicked('Boats', boats);
  const { text: html } = await admin.confirm(list);
  expect(textOf(html)).toMatch(/This group last went into another Team\. It was imported on .* into Acme/);
  expect(html).toContain(`href="/teams/${acme}"`);
});
