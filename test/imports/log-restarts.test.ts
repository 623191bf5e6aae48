import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { settled } from '../chaos/asking.js';
import { expectEqualToRebuild, expectSound } from '../chaos/invariants.js';
import { browserOf } from '../access/portal.js';
import { AdminAtWork, membersOf, sumOf } from '../support/admin-at-work.js';
import { IN_CLUSTER, IN_EVENT_STORE_DB, REAL_SERVER } from '../support/logs.js';
import { importEnded, startWholePortal, until, type WholePortal } from '../support/portal.js';

const GROUP = 'Moonbase Bakery';
const BY_HAND = 8;
const FEWEST = 5;

/*
 * The log goes away and comes back again and again while people are imported, and others added by hand. A real server cannot be restarted
 * from here: docs/operations.md says how to do it by hand.
 */
const each = REAL_SERVER ? describe.skip : describe;

each.each([
  ['a server that restarts', IN_EVENT_STORE_DB],
  ['a cluster whose leader dies', IN_CLUSTER],
])('with the log in %s', (_what, log) => {
  let portal: WholePortal;
  let admin: AdminAtWork;
  beforeAll(async () => {
    portal = await startWholePortal({}, undefined, [], { log });
    admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  });
  afterAll(() => portal.close());

  test('an import ends by itself, and nothing is lost or there twice', async () => {
    const roster = await admin.load(GROUP);
    await admin.post(`/rosters/${roster}`, { action: 'select-all' }).expect(303);
    const { text, tickVersion } = await admin.confirm(roster);
    const other = await portal.newTeam();

    let isDone = false;
    let drops = 0;
    const dropping = (async () => {
      for (; !isDone || drops < FEWEST; drops++) {
        await portal.openedLog.dropConnections();
        await sleep(Math.random() * 500);
      }
    })();
    await admin.post(`/rosters/${roster}/import`, { tickVersion }).expect(303);
    const hands = Array.from({ length: BY_HAND }, (_, n) => addByHand(other, `hand.${n}@restarts.example`));
    await Promise.all([importEnded(portal, roster), ...hands]);
    isDone = true;
    await dropping;

    await settled(portal.db.pool);
    expect(sumOf((await admin.agent.get(`/imports/${roster}`).expect(200)).text)).toEqual(sumOf(text));
    expect(await membersOf(portal, other)).toHaveLength(BY_HAND);
    await expectSound(portal.db.pool, roster);
    await expectEqualToRebuild(portal.db.pool);
  });

  /** As an admin does who sends the form again until it is done. */
  async function addByHand(team: string, email: string): Promise<void> {
    const form = { id: randomUUID(), name: 'By hand', email };
    await until(async () => (await admin.post(`/teams/${team}/members`, form)).status === 303, `${email} is added`);
  }
});
