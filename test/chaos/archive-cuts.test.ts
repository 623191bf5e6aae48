import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { Outbox, START, type EventStore } from '../../src/event-store/index.js';
import { AddUser, AddUserHandler } from '../../src/modules/teams/add-user/add-user.js';
import { ArchiveTeam, ArchiveTeamHandler } from '../../src/modules/teams/archive-team/archive-team.js';
import type { TeamDirectory } from '../../src/modules/teams/index.js';
import { ReopenTeam, ReopenTeamHandler } from '../../src/modules/teams/reopen-team/reopen-team.js';
import { NotPossibleNow } from '../../src/shared/errors.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { CHAOS_LOG, type OpenedLog } from '../support/logs.js';
import { cutAtEachCall } from './cuts.js';
import type { Fate } from './dying.js';

let db: TestDatabase;
let log: OpenedLog;
let store: EventStore;
let living: ReturnType<typeof partsOf>;
beforeAll(async () => {
  db = await createTestDatabase();
  log = await CHAOS_LOG.open(db.pool);
  store = log.store;
  living = partsOf(db.pool, store);
});
afterAll(async () => {
  await log.close();
  await db.drop();
});

const metadata = { resellerId: randomUUID(), actor: { id: 'an admin', role: 'admin' }, correlationId: 'test' } as const;

function partsOf(pool: pg.Pool, events: EventStore) {
  const outbox = new Outbox(pool, events);
  const directory = { byId: async () => ({ archived: false }) };
  const teams = directory as unknown as TeamDirectory;
  return {
    outbox,
    add: new AddUserHandler(pool, events, outbox, teams),
    archive: new ArchiveTeamHandler(pool, events, outbox, { runInto: async () => false }),
    reopen: new ReopenTeamHandler(pool, events, outbox),
  };
}
type Parts = typeof living;

const archive = (team: string, parts = living) => parts.archive.execute(new ArchiveTeam(team, metadata));
const reopen = (team: string, parts = living) => parts.reopen.execute(new ReopenTeam(team, metadata));
const add = (team: string) =>
  living.add
    .execute(new AddUser(randomUUID(), team, { name: 'A person', email: `${randomUUID()}@x.example` }, metadata))
    .catch((error: unknown) => {
      if (!(error instanceof NotPossibleNow)) throw error;
    });

async function newTeam(): Promise<string> {
  const teamId = randomUUID();
  const added = { id: randomUUID(), type: 'TeamAdded', data: { teamId, name: `Team ${teamId}` }, metadata };
  await store.append(`team-${teamId}`, -1, [added]);
  return teamId;
}

/** What the log says of the Team, and whether the table agrees: people come only while it is open. */
async function expectSound(teamId: string, last: string | undefined): Promise<void> {
  expect(await living.outbox.deliverAll()).toMatchObject({ stuck: 0 });
  const events = (await store.readAll(START, 100_000)).filter(
    ({ data }) => (data as { teamId?: string }).teamId === teamId,
  );
  let open = true;
  for (const { type } of events) {
    if (type === 'TeamArchived' || type === 'TeamReopened') {
      expect(type).toBe(open ? 'TeamArchived' : 'TeamReopened');
      open = !open;
    }
    if (type === 'UserAdded') expect(open).toBe(true);
  }
  const { rowCount } = await db.pool.query('select from closed_team where team_id = $1', [teamId]);
  expect(rowCount).toBe(open ? 0 : 1);
  if (last) expect(events.map(({ type }) => type)).toContain(last);
}

const fates: Fate[] = ['dies after', 'sleeps before'];
const acts: [string, 'TeamArchived' | 'TeamReopened', (team: string, parts: Parts) => Promise<unknown>][] = [
  ['archived', 'TeamArchived', archive],
  ['reopened', 'TeamReopened', reopen],
];
const meanwhiles: [string, (team: string) => Promise<unknown>][] = [
  ['and nothing else happens', async () => undefined],
  ['and it is archived', (team) => archive(team)],
  ['and it is reopened', (team) => reopen(team)],
  ['and a person is added', add],
];

describe.each(fates)('a process %s one of its calls', (fate) => {
  describe.each(acts)('while a Team is %s', (_what, done, act) => {
    test.each(meanwhiles)('%s', async (_name, meanwhile) => {
      const calls = await cutAtEachCall(fate, async () => {
        const team = await newTeam();
        if (done === 'TeamReopened') await archive(team);
        return {
          act: (dying) => act(team, partsOf(dying.pool(db.pool), dying.store(store))),
          meanwhile: async () => void (await meanwhile(team)),
          judge: (answered) => expectSound(team, answered ? done : undefined),
        };
      });
      expect(calls).toBeGreaterThan(8);
    });
  });
});
