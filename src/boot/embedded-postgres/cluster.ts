import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { makeRoles, ROLE_KINDS, type Passwords, type RoleKind } from './cluster-roles.js';
import type { Home } from './home.js';
import type { Server } from './server.js';

/** The folder in which a cluster is created. A half-made cluster looks finished, so the folder is renamed only when it is complete. */
export const unfinished = (home: Home): Home => ({ ...home, data: `${home.data}.unfinished` });

/**
 * Creates the cluster, its roles and the portal's database if they do not exist yet.
 * @param making the server of the unfinished cluster
 * @throws Error with a message for the operator if the cluster is of an older version, which had one role for everything
 */
export async function ensureCluster(home: Home, making: Server, port: number): Promise<void> {
  if (existsSync(home.data)) return assertHasRoles(home);
  await making.stop();
  await rm(unfinished(home).data, { recursive: true, force: true });
  const passwords = await newPasswords(home);
  await making.initialise();
  await making.start();
  await makeRoles(passwords, port).finally(() => making.stop());
  await sync(unfinished(home).data);
  await rename(unfinished(home).data, home.data);
}

export async function readPassword(home: Home, kind: RoleKind): Promise<string> {
  return (await readFile(home.passwords[kind], 'utf8')).trim();
}

function assertHasRoles({ folder, passwords }: Home): void {
  if (existsSync(passwords.portal) && existsSync(passwords.owner)) return;
  throw new Error(
    `The embedded PostgreSQL in ${folder} was made by an older version of the portal, and is not changed: there is no upgrade yet. ` +
      'Move the folder away, or delete it: the next start makes a new database.',
  );
}

async function newPasswords({ passwords, owner }: Home): Promise<Passwords> {
  const made = ROLE_KINDS.map((kind) => [kind, randomBytes(24).toString('hex')] as const);
  for (const [kind, password] of made) {
    await writeFile(passwords[kind], password, { mode: 0o600 });
    if (owner) await chown(passwords[kind], owner.uid, owner.gid);
  }
  return Object.fromEntries(made) as Record<RoleKind, string>;
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
