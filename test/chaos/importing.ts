import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { loggedIn } from '../support/logs.js';
import { until } from '../support/portal.js';
import { ask, untilFound } from './asking.js';
import { expectSound } from './invariants.js';
import type { Interrupted, Surroundings } from './moments.js';
import type { Visitor } from './visitor.js';

const GROUP = 'Gigantic Turnip Collective';

/** 2,500 people, whose names and addresses the seed makes, while they are loaded. */
export async function loading(around: Surroundings): Promise<Interrupted> {
  return interrupted(around, await beginLoad(around));
}

/** The same while they are imported. */
export async function importing(around: Surroundings): Promise<Interrupted> {
  const { admin, pool } = around;
  const roster = await beginLoad(around);
  await loaded(pool, roster);
  await tickAll(admin, roster);
  // Do not wait for the answer: the kill may come before it.
  void press(admin, roster).catch(() => undefined);
  return interrupted(around, roster);
}

function interrupted({ admin }: Surroundings, roster: string): Interrupted {
  return {
    howFar: (pool) => howFar(pool, roster),
    finish: (pool) => finish(admin, pool, roster),
    judge: (pool) => expectSound(pool, roster),
  };
}

async function beginLoad({ admin, portal }: Surroundings): Promise<string> {
  const team = await newTeam(admin);
  const group = await offered(admin, team, portal.credentials, GROUP);
  return (await admin.post(`/teams/${team}/psa-import/rosters`, { group, again: 'yes' })).split('/').at(-1) ?? '';
}

export async function newTeam(admin: Visitor): Promise<string> {
  const id = randomUUID();
  await admin.post('/teams', { id, name: `Team ${id}`, then: 'save' });
  return id;
}

/** Stores credentials. @returns what the form says that offers the group of this name */
export async function offered(
  admin: Visitor,
  team: string,
  credentials: Readonly<Record<string, string>>,
  name: string,
) {
  await admin.post(`/teams/${team}/psa-import/credentials`, credentials);
  const { text } = await admin.get(`/teams/${team}/psa-import`);
  return new RegExp(`value="([^"]+)"[^>]*>${name}<`).exec(text)?.[1] ?? '';
}

/** What an admin would do who finds the list or the import again. */
export async function finish(admin: Visitor, pool: pg.Pool, roster: string): Promise<void> {
  await loaded(pool, roster);
  const asked = `select from roster where id = $1 and import_requested_at is not null`;
  await until(async () => {
    if (((await ask(pool, asked, [roster])) ?? []).length > 0) return true;
    // While PostgreSQL is away a page says "Something went wrong here", and that one should try again.
    const pressed = tickAll(admin, roster).then(() => press(admin, roster));
    return pressed.then(
      () => true,
      () => false,
    );
  }, 'the import was asked for');
  const ended = `select from import_summary where import_id = $1 and status <> 'running'`;
  await untilFound(pool, ended, [roster], 'the import has ended');
}

export const loaded = (pool: pg.Pool, roster: string) =>
  untilFound(pool, `select from roster where id = $1 and status = 'loaded'`, [roster], 'the people are loaded');

export async function tickAll(admin: Visitor, roster: string): Promise<void> {
  await admin.post(`/rosters/${roster}`, { action: 'select-all' });
}

async function press(admin: Visitor, roster: string): Promise<void> {
  const { text } = await admin.get(`/rosters/${roster}/confirm`);
  const tickVersion = /name="tickVersion" value="(\d+)"/.exec(text)?.[1] ?? '';
  await admin.post(`/rosters/${roster}/import`, { tickVersion });
}

async function howFar(pool: pg.Pool, roster: string): Promise<string> {
  const [row] =
    (await ask<{ status: string; received: number; requested: boolean }>(
      pool,
      'select status, received, import_requested_at is not null as requested from roster where id = $1',
      [roster],
    )) ?? [];
  if (!row) return 'out of reach';
  const recorded = loggedIn(pool, { stream: `import-${roster}` }).then(
    ({ length }) => String(length),
    () => 'who knows how many',
  );
  if (row.requested) return `importing: ${await recorded} recorded`;
  return row.status === 'loading' ? `loading: ${row.received} received` : `${row.status}, not asked for`;
}
