import { browserOf, addPerson } from '../access/portal.js';
import { groupNamed, importAndWait, startWholePortal, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, textOf } from '../support/admin-at-work.js';

let portal: WholePortal;
let admin: AdminAtWork;
let kites: string;
let list: string;
let at: string;
beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      clientOf('Kites', ['Ada', 'ada@kites.example'], ['Bob', 'bob@kites.example']),
      clientOf('Boats', ['Cid', 'cid@boats.example']),
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  list = await admin.load('Kites');
  kites = await groupNamed(admin.agent, portal.team, 'Kites');
  at = `/teams/${portal.team}/psa-import`;
});
afterAll(() => portal.close());

const menu = async () => textOf((await admin.agent.get(at).expect(200)).text);
const select = (fields: object = {}) => admin.post(`${at}/rosters`, { group: kites, ...fields });
const OFFER = /You began a list of Kites on \d+ \w+ \d{4}, \d\d:\d\d UTC *, with 2 ticked\./;

test('a list without ticks is not offered', async () => {
  expect(await menu()).not.toContain('you began');
});

describe('given a list with ticks', () => {
  beforeAll(() => admin.post(`/rosters/${list}`, { action: 'select-all' }).expect(303));

  test('the menu leads back to it', async () => {
    expect(await menu()).toMatch(OFFER);
    expect((await admin.agent.get(at)).text).toContain(`href="/rosters/${list}"`);
  });

  test('selecting its group offers it, and loads nothing unless asked to', async () => {
    const before = await portal.db.pool.query('select from roster');
    const { text } = await select().expect(200);
    expect(textOf(text)).toMatch(OFFER);
    expect(text).toContain(`href="/rosters/${list}"`);
    expect(text).toMatch(/name="again" value="yes"/);
    expect((await portal.db.pool.query('select from roster')).rowCount).toBe(before.rowCount);
    const { headers } = await select({ again: 'yes' }).expect(303);
    expect(headers['location']).not.toBe(`/rosters/${list}`);
  });

  test('another group, another Team and another person are not offered it', async () => {
    const boats = await groupNamed(admin.agent, portal.team, 'Boats');
    await select({ group: boats }).expect(303);
    const other = await portal.newTeam();
    expect((await admin.agent.get(`/teams/${other}/psa-import`).expect(200)).text).not.toContain('ou began');
    const colleague = await addPerson(portal, 'admin', { resellerId: portal.people.admin.resellerId });
    expect((await (await browserOf(portal, colleague)).get(at).expect(200)).text).not.toContain('ou began');
  });

  test('the page of its Team offers it to the person who began it, and to no one else', async () => {
    const team = `/teams/${portal.team}`;
    const { text } = await admin.agent.get(team).expect(200);
    expect(textOf(text)).toMatch(OFFER);
    expect(text).toContain(`action="/rosters/${list}/discard"`);
    const auditor = await browserOf(portal, portal.people.auditor);
    expect((await auditor.get(team).expect(200)).text).not.toMatch(/ou began|discard/);
    await auditor.post(`/rosters/${list}/discard`).expect(403);
    await (await browserOf(portal, portal.people.otherAdmin)).post(`/rosters/${list}/discard`).expect(404);
  });

  test('a list is thrown away once, and a tab that still shows it cannot import it', async () => {
    const other = await admin.load('Boats');
    await admin.post(`/rosters/${other}`, { action: 'select-all' }).expect(303);
    const { tickVersion } = await admin.confirm(other);
    const answers = await Promise.all([1, 2].map(() => admin.post(`/rosters/${other}/discard`).expect(303)));
    for (const { headers } of answers) expect(headers['location']).toBe(`/teams/${portal.team}?done=list-discarded`);
    expect(textOf((await admin.agent.get(`/teams/${portal.team}?done=list-discarded`)).text)).not.toContain('of Boats');
    expect((await portal.db.pool.query('select from roster_person where roster_id = $1', [other])).rowCount).toBe(0);
    expect(textOf((await admin.agent.get(`/rosters/${other}`)).text)).toContain('This list has expired');
    await admin.post(`/rosters/${other}/import`, { tickVersion }).expect(409);
  });

  test('once it is imported, it is no longer offered', async () => {
    await importAndWait(portal, admin.agent, list);
    expect(await menu()).not.toMatch(OFFER);
    const refused = await admin.post(`/rosters/${list}/discard`).expect(409);
    expect(refused.text).toContain('This list was imported');
    await select().expect(303);
  });

  test('after the import its group shows the day and the Team, is proposed for this Team, and for no other', async () => {
    const page = async (path: string) => (await admin.agent.get(path).expect(200)).text;
    const mine = await page(at);
    expect(mine).toMatch(
      /<option value="client-\d+" selected dir="auto" label="Kites · last import \d+ \w+ \d{4}, into [^"]+">Kites</,
    );
    expect(textOf(mine)).toContain('Selected is the one of the last import into this Team.');
    const asked = new URLSearchParams({ 'group-typed': 'Boa' });
    expect(await page(`${at}?${asked.toString()}`)).not.toMatch(/<option[^>]* selected/);
    const other = await page(`/teams/${await portal.newTeam('Kites')}/psa-import`);
    expect(other).toContain('label="Kites · last import');
    expect(other).not.toMatch(/<option[^>]* selected/);
    const boats = await page(`/teams/${await portal.newTeam('BOATS')}/psa-import`);
    expect(boats).toMatch(/<option[^>]* selected[^>]*>Boats</);
    expect(textOf(boats)).toContain('Selected is the one with the name of this Team.');
  });
});
