import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { childEnvironment } from '../child-environment.js';
import { ROLE_KINDS, type RoleKind } from './cluster-roles.js';

/** The folder for binaries and data if we are root: an unprivileged user can enter neither /root nor most temporary folders. */
export const SHARED_FOLDER = '/var/lib/reseller-portal';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The folders of an embedded PostgreSQL, and the user it runs as if not our own. */
export interface Home {
  readonly folder: string;
  readonly data: string;
  /** the password file of each role */
  readonly passwords: Readonly<Record<RoleKind, string>>;
  readonly log: string;
  readonly owner: Owner | undefined;
}

/**
 * PostgreSQL refuses to run as root. If we are root it runs as the owner of existing data under `dataDir`, otherwise as an unprivileged
 * user in a folder whose name is stored in `dataDir`. So a new data folder at an old path starts empty, and a moved one finds its database.
 */
export async function homeOf(dataDir: string): Promise<Home> {
  const beside = join(resolve(dataDir), 'postgres');
  if (process.getuid?.() !== 0) return home(beside, undefined);
  const before = await stat(join(beside, 'data')).catch(() => undefined);
  if (before && before.uid !== 0) return home(beside, { uid: before.uid, gid: before.gid });
  return home(join(SHARED_FOLDER, await nameIn(resolve(dataDir))), unprivileged());
}

/** Creates the folder. @throws Error if it cannot be created, or its owner cannot be changed */
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

/** The user `postgres` if it exists, otherwise `nobody`. */
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
