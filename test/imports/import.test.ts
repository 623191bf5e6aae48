import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { ImportUsers } from '../../src/modules/imports/import-users/import-users.js';
import { ImportRequests } from '../../src/modules/imports/import-users/import-requests.js';
import { Rosters } from '../../src/modules/rosters/rosters.js';
import { browserOf } from '../access/portal.js';
import { groupNamed, importEnded, startWholePortal, until, type Agent, type WholePortal } from '../support/portal.js';
import { loggedIn } from '../support/logs.js';
import { Gate } from './gate.js';
import { AdminAtWork, countOf, membersOf, rowsOf, sumOf, textOf } from '../support/admin-at-work.js';

const TINY = 'Three Wise Consultants';

let portal: WholePortal;
let agent: Agent;
let admin: AdminAtWork;
let gate: Gate | undefined;

beforeAll(async () => {
  portal = await startWholePortal();
  agent = await browserOf(portal, portal.people.admin);
  admin = new AdminAtWork(portal, agent);
});
afterEach(() => gate?.open());
afterAll(() => portal.close());

const eventsOf = async (importId: string, type?: string) =>
  (await loggedIn(portal.db.pool, { stream: `import-${importId}`, ...(type && { type }) })).length;
const requested = (roster: string) =>
  countOf(portal, 'from roster where id = $1 and import_requested_at is not null', roster);
const press = (roster: string, tickVersion: string) => admin.post(`/rosters/${roster}/import`, { tickVersion });

/** A list with all importable people ticked, and its confirmation. */
async function ready(group: string, teamId = portal.team) {
  const roster = await admin.load(group, teamId);
  await admin.post(`/rosters/${roster}`, { action: 'select-all' }).expect(303);
  return { roster, teamId, ...(await admin.confirm(roster)) };
}

const readyInNewTeam = async (group: string) => ready(group, await portal.newTeam());

describe('one import, however often Import is pressed', () => {
  test('of two admins who confirm the same ticks, the first is named as the importer', async () => {
    const { roster, tickVersion } = await readyInNewTeam('Quiet Trumpet Orchestra');
    const seen = await portal.app.get(Rosters, { strict: false }).visit(portal.people.admin.resellerId, roster);
    const { resellerId, userId } = portal.people.admin;
    const ask = (correlationId: string) => {
      const metadata = { resellerId, actor: { id: userId, role: 'admin' }, correlationId } as const;
      return portal.app.get(CommandBus).execute(new ImportUsers(seen, Number(tickVersion), metadata));
    };
    expect(await ask('first')).toBe('requested');
    expect(await ask('second')).toBe('already');
    await importEnded(portal, roster);
    const [started] = await loggedIn(portal.db.pool, { stream: `import-${roster}` });
    expect(started?.metadata.correlationId).toBe('first');
  });

  test('Back leads to the import from every page of the list, which accepts no more changes', async () => {
    const { roster, tickVersion } = await readyInNewTeam('Narwhal Tusk Polishing');
    await press(roster, tickVersion).expect(303);
    const there = `/imports/${roster}`;
    await agent.get(`/rosters/${roster}`).expect(303).expect('Location', there);
    await agent.get(`/rosters/${roster}/confirm`).expect(303).expect('Location', there);
    await press(roster, tickVersion).expect(303).expect('Location', there);
    await press(roster, '0').expect(303).expect('Location', there);
    await admin.post(`/rosters/${roster}`, { action: 'clear-all' }).expect(303).expect('Location', there);
    await admin.post(`/rosters/${roster}/ticks/1`, {}).expect(409);
    const partly = await agent.get(`/rosters/${roster}`).set('HX-Request', 'true').expect(204);
    expect(partly.headers['hx-redirect']).toBe(there);
    await importEnded(portal, roster);
    await agent.get(`/rosters/${roster}`).expect(303).expect('Location', there);
    expect(await eventsOf(roster, 'ImportStarted')).toBe(1);
  });

  test('ticks that changed since the confirmation show the new numbers, and nothing is imported', async () => {
    const { roster, tickVersion, text } = await readyInNewTeam('Echo Valley Hearing Aids');
    const [first] = rowsOf((await admin.page(roster, { show: 'ticked' })).text).map(({ haloId }) => haloId);
    await admin.post(`/rosters/${roster}/ticks/${first}`, {}).expect(200);
    const answer = await press(roster, tickVersion).expect(409);
    expect(answer.text).toContain('The selection has changed since you looked at it.');
    const [before, after] = [sumOf(text), sumOf(answer.text)];
    expect(after['imported']).toBe((before['imported'] ?? 0) - 1);
    expect(after['left-out']).toBe((before['left-out'] ?? 0) + 1);
    expect(await requested(roster)).toBe(0);
    const [, now = ''] = /name="tickVersion" value="(\d+)"/.exec(answer.text) ?? [];
    await press(roster, now).expect(303);
    await importEnded(portal, roster);
    expect(sumOf((await agent.get(`/imports/${roster}`)).text)).toEqual(after);
  });

  test.each([undefined, '', '-1', 'x', '1e3', '99999999999999999999', ['1', '2']])(
    'tickVersion %p is refused, because no page showed it',
    async (tickVersion) => {
      const { roster } = await shared();
      await admin.post(`/rosters/${roster}/import`, tickVersion === undefined ? {} : { tickVersion }).expect(409);
      expect(await requested(roster)).toBe(0);
    },
  );

  let tiny: Awaited<ReturnType<typeof ready>> | undefined;
  const shared = async () => (tiny ??= await readyInNewTeam('Upside Down Cartography'));
});

describe('a list that has expired', () => {
  test('its page and its forms say so, and how to continue', async () => {
    const { roster, teamId, tickVersion } = await readyInNewTeam('Left Sock Recovery Service');
    await portal.db.pool.query(`update roster set used_at = now() - interval '61 minutes' where id = $1`, [roster]);
    const people = () => countOf(portal, 'from roster_person where roster_id = $1', roster);
    await until(async () => (await people()) === 0, 'the people of the list are forgotten');
    const { text } = await agent.get(`/rosters/${roster}`).expect(200);
    expect(text).toContain('This list has expired');
    expect(text).toContain('Load again');
    await agent.get(`/rosters/${roster}/confirm`).expect(303).expect('Location', `/rosters/${roster}`);
    await admin
      .post(`/rosters/${roster}`, { action: 'select-all' })
      .expect(303)
      .expect('Location', `/rosters/${roster}`);
    expect((await admin.post(`/rosters/${roster}/ticks/1`, { tick: '1' }).expect(409)).text).toContain('expired');
    expect((await press(roster, tickVersion).expect(409)).text).toContain('This list has expired');
    expect(await requested(roster)).toBe(0);
    expect(await membersOf(portal, teamId)).toEqual([]);
  });

  test('a list does not expire while it is viewed', async () => {
    const { roster } = await readyInNewTeam('Left Sock Recovery Service');
    await portal.db.pool.query(`update roster set used_at = now() - interval '59 minutes' where id = $1`, [roster]);
    await agent.get(`/rosters/${roster}`).expect(200);
    const { rows } = await portal.db.pool.query(
      "select now() - used_at < interval '1 minute' as fresh from roster where id = $1",
      [roster],
    );
    expect(rows[0].fresh).toBe(true);
  });

  test('a list that is still loading has not expired, and Import says so', async () => {
    const { roster, tickVersion } = await readyInNewTeam('Left Sock Recovery Service');
    await portal.db.pool.query(`update roster set status = 'failed', fault = 'timed-out' where id = $1`, [roster]);
    const { text } = await press(roster, tickVersion).expect(409);
    expect(text).not.toContain('expired');
    expect((await admin.post(`/rosters/${roster}/ticks/1`, {}).expect(409)).text).not.toContain('being imported');
  });
});

describe('the Team', () => {
  test('a Team archived meanwhile answers 409, and nothing is half done', async () => {
    const { roster, teamId, tickVersion } = await readyInNewTeam('Glass Umbrella Museum');
    await admin.post(`/teams/${teamId}/archive`).expect(303);
    const { text } = await press(roster, tickVersion).expect(409);
    expect(textOf(text)).toContain('This Team was archived meanwhile. No one was imported into it.');
    expect([await requested(roster), await eventsOf(roster)]).toEqual([0, 0]);
    const group = await groupNamed(agent, portal.team, TINY);
    await admin.post(`/teams/${teamId}/psa-import/rosters`, { group }).expect(409);
    await agent.get(`/teams/${teamId}/psa-import`).expect(409);
  });

  test('cannot be archived while people are imported into it', async () => {
    const { roster, teamId, tickVersion } = await readyInNewTeam('Glass Umbrella Museum');
    gate = await Gate.before(portal, 'UserImported');
    await press(roster, tickVersion).expect(303);
    await gate.reached();
    const { text } = await admin.post(`/teams/${teamId}/archive`).expect(409);
    expect(text).toContain('People are being imported into this Team.');
    await gate.open();
    await importEnded(portal, roster);
    await until(async () => (await admin.post(`/teams/${teamId}/archive`)).status === 303, 'the Team is archived');
  });

  test('archiving and Import at the same moment: one of them succeeds, never both', async () => {
    const { roster, teamId, tickVersion } = await readyInNewTeam('Invisible Ink Press');
    gate = await Gate.before(portal, 'TeamArchived');
    const archive = admin.post(`/teams/${teamId}/archive`).then(({ status }) => status);
    await gate.reached();
    const imported = press(roster, tickVersion).then(({ status }) => status);
    const soon = await Promise.race([imported, new Promise((done) => setTimeout(() => done('waits'), 300))]);
    await gate.open();
    expect(await archive).toBe(303);
    expect([soon, await imported]).toContain(409);
    expect([await requested(roster), await eventsOf(roster)]).toEqual([0, 0]);
  });
});

describe('cancelling', () => {
  const cancel = (id: string) => admin.post(`/imports/${id}/cancel`);

  test('before the import began, no one is imported, and the sum holds', async () => {
    const { roster, teamId, tickVersion, text } = await readyInNewTeam('Jellyfish Fitness');
    gate = await Gate.before(portal, 'ImportStarted');
    await press(roster, tickVersion).expect(303);
    await gate.reached();
    const { text: starting } = await agent.get(`/imports/${roster}`).expect(200);
    expect(starting).toContain('The import is starting');
    expect(starting).toContain(`action="/imports/${roster}/cancel"`);
    await cancel(roster).expect(303).expect('Location', `/imports/${roster}?done=cancel-asked`);
    expect((await agent.get(`/imports/${roster}?done=cancel-asked`)).text).toContain('Cancelling');
    await gate.open();
    await importEnded(portal, roster);
    const sum = sumOf((await agent.get(`/imports/${roster}`).expect(200)).text);
    expect(sum['imported']).toBe(0);
    expect(sum['listed']).toBe(sumOf(text)['listed']);
    expect(addsUp(sum)).toBe(sum['listed']);
    expect(await membersOf(portal, teamId)).toEqual([]);
    expect(await countOf(portal, 'from email_claim where team_id = $1', teamId)).toBe(0);
  });

  test('in the middle, the decided people stay, the rest is left out, and the sum holds', async () => {
    const { roster, teamId, tickVersion } = await readyInNewTeam('Moonbase Bakery');
    gate = await Gate.before(portal, 'UserImported');
    await press(roster, tickVersion).expect(303);
    await gate.reached();
    const running = sumOf((await agent.get(`/imports/${roster}`).expect(200)).text);
    expect(addsUp(running)).toBe(running['listed']);
    await cancel(roster).expect(303);
    await cancel(roster).expect(303);
    // From here on nothing is decided. Until now the next ones may have been, while the first wait at the gate.
    const decided = await countOf(portal, `from email_claim where team_id = $1`, teamId);
    expect(decided).toBeGreaterThan(0);
    expect((await agent.get(`/imports/${roster}`)).text).toContain('Cancelling');
    await gate.open();
    await importEnded(portal, roster);
    const { text } = await agent.get(`/imports/${roster}`).expect(200);
    const sum = sumOf(text);
    expect(text).toContain('Cancelled');
    expect(sum['imported']).toBe(decided);
    expect(sum['waiting']).toBeUndefined();
    expect(sum['left-out']).toBeGreaterThan(0);
    expect(addsUp(sum)).toBe(1310);
    const named = (reasons: string) => `from left_out_person where import_id = $1 and reason in (${reasons})`;
    await until(
      async () => (await countOf(portal, named(`'not-ticked', 'cancelled-before'`), roster)) === sum['left-out'],
      'those left out are named',
    );
    expect(await countOf(portal, named(`'cancelled-before'`), roster)).toBeGreaterThan(0);
    expect(await membersOf(portal, teamId)).toHaveLength(decided);
    expect(await countOf(portal, 'from email_claim where team_id = $1', teamId)).toBe(decided);
  });

  test('after the last person was decided, the import is completed and stays so', async () => {
    const { roster, tickVersion } = await readyInNewTeam('Nine Lives Veterinary Clinic');
    gate = await Gate.before(portal, 'ImportCompleted');
    await press(roster, tickVersion).expect(303);
    await gate.reached();
    await cancel(roster).expect(303);
    await gate.open();
    await importEnded(portal, roster);
    const ended = async () => (await portal.app.get(ImportRequests, { strict: false }).unfinished()).length === 0;
    await until(ended, 'nothing is left to do');
    const { headers } = await cancel(roster).expect(303);
    expect(await eventsOf(roster, 'ImportCompleted')).toBe(1);
    expect(await eventsOf(roster, 'ImportCancelled')).toBe(0);
    const { text } = await agent.get(headers['location'] ?? '').expect(200);
    expect(text).toContain('Completed');
    expect(text).toContain('It was too late to cancel this import.');
    expect((await agent.get(`/imports/${roster}`)).text).not.toContain('too late');
  });

  test('a list that was not imported has no import to cancel', async () => {
    await cancel((await readyInNewTeam('Upside Down Cartography')).roster).expect(404);
  });
});

describe('ids of other resellers', () => {
  const ids = ['x', '1', randomUUID(), `${randomUUID()}x`, '%00', '..%2f..', "'--", '%F0%9F%98%80', 'x'.repeat(2_000)];
  const paths = ['/rosters/:id', '/rosters/:id/confirm', '/imports/:id', '/teams/:id/psa-import'];
  const forms = [
    '/rosters/:id',
    '/rosters/:id/ticks/1',
    '/rosters/:id/import',
    '/imports/:id/cancel',
    '/teams/:id/psa-import/rosters',
  ];

  test.each(ids)('%s does not exist', async (id) => {
    for (const path of paths) await agent.get(path.replace(':id', id)).expect(404);
    for (const path of forms) await admin.post(path.replace(':id', id), { group: 'client-12' }).expect(404);
  });

  test('another reseller’s admin finds nothing and changes nothing', async () => {
    const { roster, tickVersion } = await readyInNewTeam('Upside Down Cartography');
    const other = await browserOf(portal, portal.people.otherAdmin);
    for (const path of paths) await other.get(path.replace(':id', roster)).expect(404);
    for (const path of forms)
      await other.post(path.replace(':id', roster)).type('form').send({ tickVersion, action: 'clear-all' }).expect(404);
    expect((await admin.confirm(roster)).tickVersion).toBe(tickVersion);
  });

  test.each([
    '',
    'x',
    'client-',
    'client-0',
    'client--1',
    'client-999999999',
    'list-12',
    'client-9'.repeat(1_000),
    ['client-12', 'client-13'],
    'client-1 or 1=1',
  ])('the group %p is refused, because HaloPSA has not listed it', async (group) => {
    const before = await countOf(portal, 'from roster');
    await admin.post(`/teams/${portal.team}/psa-import/rosters`, { group }).expect(422);
    expect(await countOf(portal, 'from roster')).toBe(before);
  });
});

/** What the parts of a sum come to, without the number of those listed. */
function addsUp(sum: Record<string, number>): number {
  return Object.entries(sum).reduce((total, [part, value]) => (part === 'listed' ? total : total + value), 0);
}
