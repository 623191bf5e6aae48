import { browserOf } from '../access/portal.js';
import { AdminAtWork, membersOf, rowsOf, sumOf } from '../support/admin-at-work.js';
import { loggedIn, LOGS } from '../support/logs.js';
import { importEnded, startWholePortal, type Agent, type WholePortal } from '../support/portal.js';

const TINY = 'Three Wise Consultants';

let portal: WholePortal;
let agent: Agent;
let admin: AdminAtWork;

const eventsOf = async (importId: string, type?: string) =>
  (await loggedIn(portal.db.pool, { stream: `import-${importId}`, ...(type && { type }) })).length;
const press = (roster: string, tickVersion: string) => admin.post(`/rosters/${roster}/import`, { tickVersion });

/** A list with all importable people ticked, and its confirmation. */
async function ready(group: string, teamId = portal.team) {
  const roster = await admin.load(group, teamId);
  await admin.post(`/rosters/${roster}`, { action: 'select-all' }).expect(303);
  return { roster, teamId, ...(await admin.confirm(roster)) };
}

const readyInNewTeam = async (group: string) => ready(group, await portal.newTeam());

describe.each(LOGS)('the main job, with the log in $name', (log) => {
  beforeAll(async () => {
    portal = await startWholePortal({}, undefined, [], { log });
    agent = await browserOf(portal, portal.people.admin);
    admin = new AdminAtWork(portal, agent);
  });
  afterAll(() => portal.close());

  test('credentials, group, ticks, confirmation, import, accounts, history: the same numbers everywhere', async () => {
    const { roster, text } = await ready('Muddy Waters Plumbing');
    const before = sumOf(text);
    expect(before['imported']).toBeGreaterThan(0);
    expect(before['rejected']).toBeGreaterThan(0);
    expect(before['left-out']).toBeGreaterThan(0);
    expect(addsUp(before)).toBe(before['listed']);
    expect(text).toContain('Muddy Waters Plumbing');
    expect(text).toContain('The client’s Team');

    const after = sumOf(await admin.importAll(roster));
    expect(after).toEqual(before);
    expect(await membersOf(portal, portal.team)).toHaveLength(after['imported'] ?? -1);
    expect(await eventsOf(roster, 'UserImported')).toBe(after['imported']);
    expect(await eventsOf(roster, 'UserRejected')).toBe(after['rejected']);
    expect(await eventsOf(roster)).toBe((after['imported'] ?? 0) + (after['rejected'] ?? 0) + 2);
  });

  test('importing the same list again only imports the people who were left out', async () => {
    const roster = await admin.load('Muddy Waters Plumbing');
    const { text } = await admin.page(roster, { show: 'importable' });
    expect(text).toContain('Select all 0');
    const [leftOut] = rowsOf(text).map(({ haloId }) => haloId);
    await admin.post(`/rosters/${roster}`, { shown: leftOut, tick: leftOut, action: 'review' }).expect(303);
    const confirmation = await admin.confirm(roster);
    const before = sumOf(confirmation.text);
    expect(before['imported']).toBe(1);
    expect(before['already-in-team']).toBeGreaterThan(0);
    expect(addsUp(before)).toBe(before['listed']);
    await press(roster, confirmation.tickVersion).expect(303);
    await importEnded(portal, roster);
    expect(sumOf((await agent.get(`/imports/${roster}`)).text)).toEqual(before);
  });

  test('people who got an account since they were ticked are rejected, and the confirmation and the sum say so', async () => {
    const { roster, teamId, tickVersion, text: confirmation } = await readyInNewTeam('Hedgehog Airways');
    const planned = sumOf(confirmation);
    const emails = async () =>
      (
        await portal.db.pool.query('select email from roster_person where roster_id = $1 and ticked order by 1', [
          roster,
        ])
      ).rows as { email: string }[];
    const [here, elsewhere] = await emails();
    const add = (team: string, email = '') =>
      admin.post(`/teams/${team}/members`, { name: 'By hand', email }).expect(303);
    await add(teamId, here?.email);
    await add(await portal.newTeam(), elsewhere?.email.toUpperCase());
    const before = sumOf((await admin.confirm(roster)).text);
    expect(before).toEqual({
      ...planned,
      imported: (planned['imported'] ?? 0) - 2,
      rejected: (planned['rejected'] ?? 0) + 2,
    });
    await press(roster, tickVersion).expect(303);
    await importEnded(portal, roster);
    expect(sumOf((await agent.get(`/imports/${roster}`)).text)).toEqual(before);
    const refused = (await agent.get(`/imports/${roster}?outcome=rejected`)).text;
    expect(refused).toContain('Already in this Team');
    expect(refused).toContain('Already has an account in BrainStation');
  });

  test('ten presses at once from two browsers start one import', async () => {
    const { roster, teamId, tickVersion } = await readyInNewTeam(TINY);
    const other = await browserOf(portal, portal.people.admin);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        (n % 2 ? agent : other).post(`/rosters/${roster}/import`).type('form').send({ tickVersion }),
      ),
    );
    for (const { status, headers } of answers)
      expect([status, headers['location']]).toEqual([303, `/imports/${roster}`]);
    await importEnded(portal, roster);
    expect(await eventsOf(roster, 'ImportStarted')).toBe(1);
    expect(await eventsOf(roster, 'UserImported')).toBe((await membersOf(portal, teamId)).length);
  });
});

/** What the parts of a sum come to, without the number of those listed. */
function addsUp(sum: Record<string, number>): number {
  return Object.entries(sum).reduce((total, [part, value]) => (part === 'listed' ? total : total + value), 0);
}
