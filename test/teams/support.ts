import { randomUUID } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import { ormOptions } from '../../src/database/index.js';
import { Outbox, ProjectionRunner, type EventMetadata, type NewEvent } from '../../src/event-store/index.js';
import { AddTeam, AddTeamHandler } from '../../src/modules/teams/add-team/add-team.js';
import { AddUser, AddUserHandler } from '../../src/modules/teams/add-user/add-user.js';
import { ArchiveTeam, ArchiveTeamHandler } from '../../src/modules/teams/archive-team/archive-team.js';
import { RunningImports, TeamDirectory, teamEntities, teamProjections } from '../../src/modules/teams/index.js';
import { Members } from '../../src/modules/teams/members/members.js';
import { RemoveUser, RemoveUserHandler } from '../../src/modules/teams/remove-user/remove-user.js';
import { RenameTeam, RenameTeamHandler } from '../../src/modules/teams/rename-team/rename-team.js';
import { ReopenTeam, ReopenTeamHandler } from '../../src/modules/teams/reopen-team/reopen-team.js';
import { TeamList } from '../../src/modules/teams/team-list/team-list.js';
import { createTestDatabase } from '../support/database.js';
import { eventsOf, logOf } from '../support/logs.js';
import { PATIENCE_MS } from '../support/patience.js';

export const metadataOf = (resellerId: string): EventMetadata => ({
  resellerId,
  actor: { id: randomUUID(), role: 'admin' },
  correlationId: randomUUID(),
});

/** Imports that run when a test says so. */
export class ImportsOfATest extends RunningImports {
  readonly teams = new Set<string>();

  override runInto(_tx: unknown, teamId: string): Promise<boolean> {
    return Promise.resolve(this.teams.has(teamId));
  }
}

/** The module's handlers and read models on a database of their own, without the web around them. */
export async function startTeams() {
  const database = await createTestDatabase();
  const { pool } = database;
  const store = await logOf(pool);
  const outbox = new Outbox(pool, store);
  const runner = new ProjectionRunner(pool, store, teamProjections);
  runner.start();
  const orm = await MikroORM.init(ormOptions(pool, teamEntities));
  const directory = new TeamDirectory(orm.em);
  const members = new Members(pool);
  const imports = new ImportsOfATest();
  const resellerId = randomUUID();
  const metadata = metadataOf(resellerId);

  const addTeamHandler = new AddTeamHandler(pool, store, outbox);
  const renameTeamHandler = new RenameTeamHandler(pool, store, outbox);
  const archiveTeamHandler = new ArchiveTeamHandler(pool, store, outbox, imports);
  const reopenTeamHandler = new ReopenTeamHandler(pool, store, outbox);
  const addUserHandler = new AddUserHandler(pool, store, outbox, directory);
  const removeUserHandler = new RemoveUserHandler(store, members, directory);

  async function caughtUp(): Promise<void> {
    if (!(await runner.waitFor(await store.head(), PATIENCE_MS))) throw new Error('The projections did not catch up.');
    for (const { name, degraded } of await runner.status()) if (degraded) throw new Error(`${name}: ${degraded}`);
  }

  return {
    ...{ pool, store, outbox, directory, members, imports, resellerId, metadata, caughtUp },
    list: new TeamList(pool),
    addTeam: (teamId: string, name: string, by = metadata) => addTeamHandler.execute(new AddTeam(teamId, name, by)),
    renameTeam: (teamId: string, name: string, by = metadata) =>
      renameTeamHandler.execute(new RenameTeam(teamId, name, by)),
    archiveTeam: (teamId: string, by = metadata) => archiveTeamHandler.execute(new ArchiveTeam(teamId, by)),
    reopenTeam: (teamId: string, by = metadata) => reopenTeamHandler.execute(new ReopenTeam(teamId, by)),
    addUser: (teamId: string, email: string, formId = randomUUID(), by = metadata) =>
      addUserHandler.execute(new AddUser(formId, teamId, { name: 'A person', email }, by)),
    removeUser: (teamId: string, accountId: string, by = metadata) =>
      removeUserHandler.execute(new RemoveUser(teamId, accountId, by)),
    async newTeam(name = `Team ${randomUUID()}`): Promise<string> {
      const id = randomUUID();
      await addTeamHandler.execute(new AddTeam(id, name, metadata));
      await caughtUp();
      return id;
    },
    async peopleOf(teamId: string) {
      await caughtUp();
      return (await members.page(teamId, '', undefined)).rows;
    },
    async claims(): Promise<string[]> {
      const { rows } = await pool.query<{ email_key: string }>('select email_key from email_claim order by email_key');
      return rows.map((row) => row.email_key);
    },
    async eventsOf(type: string): Promise<number> {
      return (await eventsOf(store, { type })).length;
    },
    async stop() {
      await runner.stop();
      await store.close();
      await orm.close();
      await database.drop();
    },
  };
}

export type Teams = Awaited<ReturnType<typeof startTeams>>;

/** An import's events as the imports module records them: ImportStarted, then one UserImported each. */
export function importEvents(
  metadata: EventMetadata,
  importId: string,
  teamId: string,
  emails: readonly string[],
): NewEvent[] {
  const counts = { listed: emails.length, toDecide: emails.length, alreadyInThisTeam: 0, leftOut: 0 };
  const group = { kind: 'client', id: 1, name: 'Acme' } as const;
  const started = { id: randomUUID(), type: 'ImportStarted', data: { importId, teamId, group, ...counts }, metadata };
  const people = emails.map((email, n) => ({
    id: randomUUID(),
    type: 'UserImported',
    data: { importId, teamId, n, haloId: n, accountId: randomUUID(), person: { name: `Person ${n}`, email, site: '' } },
    metadata,
  }));
  return [started, ...people];
}
