import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { childEnvironment } from '../child-environment.js';
import { ROLE_KINDS, type RoleKind } from './cluster-roles.js';

/** Where binaries and data stand when we are root: an unprivileged user reaches neither /root nor most temporary folders. */
export const SHARED_FOLDER = '/var/lib/reseller-portal';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Where an embedded PostgreSQL keeps what is its own, and whom it runs as if not as ourselves. */
export interface Home {
  readonly folder: string;
  readonly data: string;
  /** a file for each role, which holds its password */
  readonly passwords: Readonly<Record<RoleKind, string>>;
  readonly log: string;
  readonly owner: Owner | undefined;
}

/**
 * PostgreSQL refuses to run as root. Then it runs as whoever made the data under `dataDir` before, else as an unprivileged user in a
 * folder that `dataDir` names: a new data folder at an old place begins anew, one that was moved finds its database.
 */
export async function homeOf(dataDir: string): Promise<Home> {
  const beside = join(resolve(dataDir), 'postgres');
  if (process.getuid?.() !== 0) return home(beside, undefined);
  const before = await stat(join(beside, 'data')).catch(() => undefined);
  if (before && before.uid !== 0) return home(beside, { uid: before.uid, gid: before.gid });
  return home(join(SHARED_FOLDER, await nameIn(resolve(dataDir))), unprivileged());
}

/** Makes the folder. @throws Error in words when it cannot be made, or not be given away */
export async function makeHome({ folder, owner }: Home): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  if (owner) await chown(folder, owner.uid, owner.gid);
}

function home(folder: string, owner: Owner | undefined): Home {
  const files = ROLE_KINDS.map((kind) => [kind, join(folder, `${kind}-password`)] as const);
  const passwords = Object.fromEntries(files) as Record<RoleKind, string>;
  return { folder, data: join(folder, 'data'), passwords, log: join(folder, 'log'), owner };
}

async function nameIn(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres-folder');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (/^[0-9a-f]{16}$/.test(kept)) return kept;
  const name = randomBytes(8).toString('hex');
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  await writeFile(`${file}.unfinished`, name);
  await rename(`${file}.unfinished`, file);
  return name;
}

/** The user `postgres` where there is one, else `nobody`. */
function unprivileged(): Owner {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (option: string) =>
        Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: 'pipe', env: childEnvironment() }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  return { uid: 65_534, gid: 65_534 };
}
