import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes sure that this process is the only portal on a data folder: a second one would stop the database under the first.
 *
 * @returns lets go of the folder
 * @throws Error naming the other process and what to set
 */
export async function holdDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const file = join(dataDir, 'portal.pid');
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder > 0 && holder !== process.pid && (await isPortal(holder))) {
    throw new Error(
      `Another portal (process ${holder}) uses the folder ${dataDir}. Stop it, or set DATA_DIR to another folder.`,
    );
  }
  await writeFile(file, String(process.pid));
  return () => rm(file, { force: true });
}

/** A number in a file may belong to another program by now, after a restart of the machine. */
async function isPortal(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return command === undefined || command.includes('main.js');
}

/** The secret that signs session cookies, made at the first start: for development, where none is set. */
export async function developmentSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'auth-secret');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept && kept.length >= 32) return kept;
  const unfinished = `${file}.${process.pid}`;
  await rm(file, { force: true });
  await writeFile(unfinished, randomBytes(32).toString('hex'), { mode: 0o600 });
  // Of two processes that make one at the same time, both take the one that was there first.
  await link(unfinished, file).catch(() => undefined);
  await rm(unfinished, { force: true });
  return readFile(file, 'utf8');
}
