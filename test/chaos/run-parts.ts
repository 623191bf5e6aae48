import { setTimeout as after } from 'node:timers/promises';
import type { CommandBus } from '@nestjs/cqrs';
import type pg from 'pg';
import { Outbox, type EventStore, type ProjectionRunner } from '../../src/event-store/index.js';
import type { Jobs } from '../../src/jobs/index.js';
import type { CredentialStore, PastImports } from '../../src/modules/credentials/index.js';
import type { HaloConnector, UsersPage } from '../../src/modules/halo-connector/index.js';
import { ClientChecks, ImportPreview, ImportRequests, ImportUsers } from '../../src/modules/imports/index.js';
import { ImportUsersHandler } from '../../src/modules/imports/import-users/import-users.js';
import { ImportUsersWork } from '../../src/modules/imports/import-users/import-users.work.js';
import { LoadControl, Rosters } from '../../src/modules/rosters/index.js';
import { LoadEnds } from '../../src/modules/rosters/load/load-ends.js';
import { LoadUsersWork } from '../../src/modules/rosters/load/load-users.work.js';
import { RunRequests } from '../../src/modules/runs/confirm-pairs/run-requests.js';
import { RunWrites } from '../../src/modules/runs/run-writes.js';
import { Runs } from '../../src/modules/runs/runs.js';
import { JudgePairs } from '../../src/modules/runs/step-run/judge-pairs.js';
import { StepRunWork } from '../../src/modules/runs/step-run/step-run.work.js';
import { TeamDomains, type AddTeam, type TeamDirectory } from '../../src/modules/teams/index.js';
import { AddTeamHandler } from '../../src/modules/teams/add-team/add-team.js';
import { PATIENCE_MS } from '../support/patience.js';

/** A person of each group's own, and one who is in all groups: the first Team gets them. */
const HALO = {
  usersPage: async ({ run }: { run: string }, group: { id: number }, pageNo: number): Promise<UsersPage> => {
    const ids = pageNo === 1 ? [10, group.id] : [];
    const flags = { inactive: false, serviceAccount: false, generalUser: false, technician: false, prospect: false };
    const people = ids.map((haloId) => ({
      ...{ haloId, name: `Person ${haloId}`, email: `p${haloId}@${run}.example`, siteName: null },
      ...flags,
    }));
    const counts = { announced: ids.length, rows: ids.length, unusable: 0, addressesOnly: 0 };
    return { people, ids, withoutClient: [], ...counts };
  },
} as unknown as HaloConnector;

export const VERSION = '6ba7b810-9dad-41d1-80b4-00c04fd430c8';
const noPast = {
  lastFrom: async () => [],
  lastInto: async () => undefined,
  cameInto: async () => false,
} as unknown as PastImports;

/** A process that steps runs, with the works that it wakes. */
export function partsOf(pool: pg.Pool, store: EventStore, runner: ProjectionRunner) {
  const outbox = new Outbox(pool, store);
  const [rosters, requests, preview, runs] = [
    new Rosters(pool),
    new ImportRequests(pool),
    new ImportPreview(pool),
    new Runs(pool),
  ];
  const jobs = { wake: async () => undefined } as unknown as Jobs;
  // Each list has people of its run: the id of the reseller is that of the run.
  const credentials = {
    connectionOf: async () => ({ version: VERSION }),
    forReseller: async (run: string) => ({ version: VERSION, credentials: { run } }),
  } as unknown as CredentialStore;
  const directory = {
    byId: async (_reseller: string, id: string) =>
      (await pool.query('select id, false as archived from team where id = $1', [id])).rows[0] as unknown,
  } as unknown as TeamDirectory;
  const addTeam = new AddTeamHandler(pool, store, outbox);
  const importUsers = new ImportUsersHandler(preview, requests, jobs);
  const commands = {
    execute: (command: AddTeam | ImportUsers) =>
      command instanceof ImportUsers ? importUsers.execute(command) : addTeam.execute(command),
  } as unknown as CommandBus;
  const ends = new LoadEnds(outbox);
  const writes = new RunWrites(pool, rosters);
  const judges = new JudgePairs(rosters, preview, new ClientChecks(pool, noPast, new TeamDomains(pool)), writes);
  const loads = new LoadControl(pool, credentials, ends, jobs);
  const work = new StepRunWork(
    ...([runs, writes, judges, commands, requests, rosters, loads, credentials, directory, runner, jobs] as const),
  );
  return {
    ...{ outbox, runs, work, writes, requests: new RunRequests(pool, runs) },
    load: new LoadUsersWork(pool, rosters, credentials, HALO, ends),
    importing: new ImportUsersWork(pool, store, requests),
  };
}

export type Parts = ReturnType<typeof partsOf>;
const signal = new AbortController().signal;

/**
 * Steps a run until it has ended.
 * @param stepping the process that may die
 * @param living does the loads and imports, and confirms as an admin does who looks at everyone
 */
export async function toTheEnd(id: string, stepping: Parts, living: Parts): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await after(5)) {
    await stepping.work.step(id, signal);
    if ((await living.runs.byId(id))?.endedAt) return;
    if (Date.now() > deadline) throw new Error('The run does not end.');
    for (const pair of await living.runs.pairs(id)) {
      if (pair.list === 'loading') await living.load.step(pair.listId, signal);
      if (pair.import === 'running' || pair.import === 'cancelling') await living.importing.step(pair.listId, signal);
      if (pair.list !== 'loaded' || pair.import !== 'none' || pair.confirmedVersion !== null) continue;
      const { resellerId, metadata } = (await living.runs.byId(id)) ?? {};
      if (!resellerId || !metadata) continue;
      await living.requests.confirm(id, [{ n: pair.n, version: pair.tickVersion ?? -1 }], false, metadata);
    }
    await living.outbox.deliverAll();
  }
}
