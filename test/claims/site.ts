import { randomUUID } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import { run } from '../../src/commands/run.js';
import { ormOptions } from '../../src/database/index.js';
import { openLog, Outbox, ProjectionRunner, type EventMetadata } from '../../src/event-store/index.js';
import { AddTeam, AddTeamHandler } from '../../src/modules/teams/add-team/add-team.js';
import { AddUser, AddUserHandler } from '../../src/modules/teams/add-user/add-user.js';
import { ArchiveTeam, ArchiveTeamHandler } from '../../src/modules/teams/archive-team/archive-team.js';
import { RunningImports, TeamDirectory, teamEntities, teamProjections } from '../../src/modules/teams/index.js';
import { Members } from '../../src/modules/teams/members/members.js';
import { RemoveUser, RemoveUserHandler } from '../../src/modules/teams/remove-user/remove-user.js';
import { RenameTeam, RenameTeamHandler } from '../../src/modules/teams/rename-team/rename-team.js';
import { ReopenTeam, ReopenTeamHandler } from '../../src/modules/teams/reopen-team/reopen-team.js';
import type { TestDatabase } from '../support/database.js';
import { PATIENCE_MS } from '../support/patience.js';

class NoImports extends RunningImports {
  override runInto(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

const resellerId = randomUUID();
export const metadata: EventMetadata = {
  ...{ resellerId, actor: { id: randomUUID(), role: 'admin' } },
  correlationId: randomUUID(),
};

/** The Teams of a portal, until `work` has ended. */
export async function whileRunning<T>(
  db: TestDatabase,
  url: string | undefined,
  work: (portal: Awaited<ReturnType<typeof open>>) => Promise<T>,
): Promise<T> {
  const portal = await open(db, url);
  return work(portal).finally(portal.stop);
}

async function open({ portalPool: pool }: TestDatabase, url: string | undefined) {
  const store = await openLog({ pool, url });
  const outbox = new Outbox(pool, store);
  const runner = new ProjectionRunner(pool, store, teamProjections);
  runner.start();
  const orm = await MikroORM.init(ormOptions(pool, teamEntities));
  const directory = new TeamDirectory(orm.em);
  const remove = new RemoveUserHandler(store, new Members(pool), directory);
  const caughtUp = async () => {
    if (!(await runner.waitFor(await store.head(), PATIENCE_MS))) throw new Error('The projections did not catch up.');
  };
  const then = async <T>(outcome: Promise<T>): Promise<T> => {
    const got = await outcome;
    await caughtUp();
    return got;
  };
  return {
    ...{ store, runner, caughtUp },
    addTeam: async (name: string) => {
      const id = randomUUID();
      return [
        id,
        await then(new AddTeamHandler(pool, store, outbox).execute(new AddTeam(id, name, metadata))),
      ] as const;
    },
    rename: (teamId: string, name: string) =>
      then(new RenameTeamHandler(pool, store, outbox).execute(new RenameTeam(teamId, name, metadata))),
    archive: (teamId: string) =>
      then(new ArchiveTeamHandler(pool, store, outbox, new NoImports()).execute(new ArchiveTeam(teamId, metadata))),
    reopen: (teamId: string) =>
      then(new ReopenTeamHandler(pool, store, outbox).execute(new ReopenTeam(teamId, metadata))),
    add: (teamId: string, email: string, formId = randomUUID()) => {
      const command = new AddUser(formId, teamId, { name: 'A person', email }, metadata);
      return then(new AddUserHandler(pool, store, outbox, directory).execute(command));
    },
    remove: async (teamId: string, email: string) => {
      const { rows } = await pool.query<{ id: string }>('select account_id as id from member where email = $1', [
        email,
      ]);
      return then(remove.execute(new RemoveUser(teamId, rows[0]?.id ?? '', metadata)));
    },
    async stop() {
      await runner.stop();
      await store.close();
      await orm.close();
    },
  };
}

/** What a backup of the database holds, apart from its log. */
const TABLES = [
  ...['email_claim', 'removed_account', 'closed_team', 'team_name', 'team', 'team_past', 'member', 'roster'],
  ...['import_item', 'log.outbox', 'log.projection_checkpoint'],
];
const copyOf = (table: string) => `backup.${table.replace('log.', '')}`;

/** Keeps the rows as they are now. */
export async function backUpRows({ pool }: TestDatabase): Promise<void> {
  await pool.query('drop schema if exists backup cascade; create schema backup');
  for (const table of TABLES) await pool.query(`create table ${copyOf(table)} as table ${table}`);
}

export async function restoreRows({ pool }: TestDatabase): Promise<void> {
  for (const table of TABLES) {
    await pool.query(`delete from ${table}; insert into ${table} overriding system value table ${copyOf(table)}`);
  }
}

/** Runs one command of the portal. */
export async function portal(db: TestDatabase, url: string | undefined, ...args: string[]) {
  const lines = { out: [] as string[], err: [] as string[] };
  const code = await run(
    args,
    { DATABASE_URL: db.portalUrl, DATABASE_OWNER_URL: db.ownerUrl, ...(url ? { EVENT_STORE_URL: url } : {}) },
    {
      out: (line) => lines.out.push(line),
      err: (line) => lines.err.push(line),
      password: () => Promise.reject(new Error('No password is needed.')),
    },
  );
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}
