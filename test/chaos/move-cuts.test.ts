import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { Outbox, ProjectionRunner, rebuild, type EventStore } from '../../src/event-store/index.js';
import { AddUser, AddUserHandler } from '../../src/modules/teams/add-user/add-user.js';
import { ArchiveTeam, ArchiveTeamHandler } from '../../src/modules/teams/archive-team/archive-team.js';
import { accountStream, RunningImports, teamProjections, type TeamDirectory } from '../../src/modules/teams/index.js';
import { Members } from '../../src/modules/teams/members/members.js';
import { MoveUser, MoveUserHandler } from '../../src/modules/teams/move-user/move-user.js';
import { RemoveUser, RemoveUserHandler } from '../../src/modules/teams/remove-user/remove-user.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { CHAOS_LOG, type OpenedLog } from '../support/logs.js';
import { PATIENCE_MS } from '../support/patience.js';
import { cutAtEachCall } from './cuts.js';
import type { Fate } from './dying.js';
import { expectWholeSound } from './invariants.js';

let db: TestDatabase;
let log: OpenedLog;
let store: EventStore;
let runner: ProjectionRunner;
let living: ReturnType<typeof partsOf>;
beforeAll(async () => {
  db = await createTestDatabase();
  log = await CHAOS_LOG.open(db.pool);
  store = log.store;
  runner = new ProjectionRunner(db.pool, store, teamProjections);
  runner.start();
  living = partsOf(db.pool, store);
});
afterAll(async () => {
  await runner.stop();
  await log.close();
  await db.drop();
});

const resellerId = randomUUID();
const metadata = { resellerId, actor: { id: 'admin', role: 'admin' }, correlationId: 'test' } as const;
const noImports = { runInto: async () => false } as unknown as RunningImports;

function partsOf(pool: pg.Pool, events: EventStore) {
  const outbox = new Outbox(pool, events);
  const directory = { byId: async () => ({ archived: false }) } as unknown as TeamDirectory;
  const members = new Members(pool);
  return {
    outbox,
    add: new AddUserHandler(pool, events, outbox, directory),
    archive: new ArchiveTeamHandler(pool, events, outbox, noImports),
    move: new MoveUserHandler(pool, events, outbox, members, directory),
    remove: new RemoveUserHandler(events, members, directory),
  };
}

interface Person {
  readonly accountId: string;
  readonly teams: readonly [string, string, string];
}

/** A person of the first of three Teams. */
async function person(): Promise<Person> {
  const teams = [randomUUID(), randomUUID(), randomUUID()] as const;
  for (const teamId of teams) {
    const event = { id: randomUUID(), type: 'TeamAdded', data: { teamId, name: `Team ${teamId}` }, metadata };
    await store.append(`team-${teamId}`, -1, [event]);
  }
  const typed = { name: 'Somebody', email: `${randomUUID()}@x.example` };
  await living.add.execute(new AddUser(randomUUID(), teams[0], typed, metadata));
  await caughtUp();
  const { rows } = await db.pool.query<{ id: string }>('select account_id as id from member where team_id = $1', [
    teams[0],
  ]);
  return { accountId: rows[0]?.id ?? '', teams: [...teams] };
}

async function caughtUp(): Promise<void> {
  await living.outbox.deliverAll();
  expect(await runner.waitFor(await store.head(), PATIENCE_MS)).toBe(true);
}

const move = ({ accountId, teams }: Person, from: number, to: number, { move: handler } = living) =>
  handler.execute(new MoveUser(teams[from] ?? '', accountId, teams[to] ?? '', metadata));
/** Another admin may come too late. */
const tried = (act: Promise<unknown>) => act.catch(() => undefined);

const meanwhiles: readonly (readonly [string, (one: Person) => Promise<unknown>])[] = [
  ['and the same form comes again', (one) => tried(move(one, 0, 1))],
  ['and another admin moves them elsewhere', (one) => tried(move(one, 0, 2))],
  [
    'and they are removed',
    ({ accountId, teams }) => tried(living.remove.execute(new RemoveUser(teams[0], accountId, metadata))),
  ],
];

describe.each<Fate>(['dies after', 'sleeps before'])('a process that moves a person %s each call', (fate) => {
  test.each(meanwhiles)('%s', async (_what, meanwhile) => {
    const calls = await cutAtEachCall(fate, async () => {
      const one = await person();
      return {
        act: (dying) => tried(move(one, 0, 1, partsOf(dying.pool(db.pool), dying.store(store)))),
        meanwhile: async () => void (await meanwhile(one)),
        judge: () => expectWhole(one),
      };
    });
    expect(calls).toBeGreaterThan(5);
  });

  test('and the Team is archived', async () => {
    if (fate === 'sleeps before') return;
    await cutAtEachCall(fate, async () => {
      const one = await person();
      return {
        act: (dying) => tried(move(one, 0, 1, partsOf(dying.pool(db.pool), dying.store(store)))),
        meanwhile: async () => void (await living.archive.execute(new ArchiveTeam(one.teams[1], metadata))),
        judge: async () => {
          await expectWhole(one);
          const archived = (await store.readStream(`team-${one.teams[1]}`)).find(({ type }) => type === 'TeamArchived');
          const moves = (await store.readStream(accountStream(one.accountId))).filter(
            ({ type }) => type === 'UserMoved',
          );
          for (const { position } of moves) expect(position < (archived?.position ?? '')).toBe(true);
        },
      };
    });
  });
});

test('after all of it, a rebuild takes no claim back, and changes no list', async () => {
  const rows = async () =>
    Promise.all(
      ['member order by account_id', 'team order by id', 'email_claim order by email_key'].map(
        async (table) => (await db.pool.query(`select * from ${table}`)).rows,
      ),
    );
  const before = await rows();
  await rebuild(db.pool, store, teamProjections);
  expect(await rows()).toEqual(before);
  await expectWholeSound(db.pool);
});

/** The moves are a chain, nothing follows a removal, and list, claim and counts say where it ends. */
async function expectWhole({ accountId, teams }: Person): Promise<void> {
  await caughtUp();
  let at: string | undefined = teams[0];
  for (const { type, data } of await store.readStream(accountStream(accountId))) {
    const { fromTeamId, teamId } = data as { fromTeamId?: string; teamId: string };
    if (type === 'UserMoved') expect(fromTeamId).toBe(at);
    at = type === 'UserRemoved' ? undefined : teamId;
  }
  const { rows } = await db.pool.query<{ team: string }>(
    `select m.team_id as team from member m join email_claim c using (account_id, team_id) where account_id = $1`,
    [accountId],
  );
  expect(rows).toEqual(at === undefined ? [] : [{ team: at }]);
  const counts = await db.pool.query<{ n: number }>('select members as n from team where id = any($1)', [teams]);
  expect(counts.rows.reduce((sum, { n }) => sum + n, 0)).toBe(at === undefined ? 0 : 1);
}
