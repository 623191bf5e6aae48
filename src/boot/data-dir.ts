import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beginOf, isRunning } from './process-table.js';

/**
 * Ensures that only one process uses the embedded PostgreSQL of a data folder: a second one would stop the database of the first. A lock
 * left by a killed process does not count.
 *
 * @returns releases the folder
 * @throws Error naming the other process, or the problem with the folder, and what to set
 */
export async function holdDataDir(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'portal.pid');
  const mine = `${process.pid} ${await beginOf(process.pid)}`;
  await usable(dataDir, async () => {
    // If two start at the same time, one links first and the other finds its file. Only a stale file is moved away.
    for (let again = 0; !(await linked(file, mine)); again++) {
      const holder = await readFile(file, 'utf8').catch(() => '');
      if (holder === mine) break;
      if ((await isHeld(holder)) || again === 10) {
        throw new Error(
          `Another portal (process ${parseInt(holder)}) uses the folder ${dataDir}. Stop it, or set DATA_DIR to another folder.`,
        );
      }
      await moveAway(file, holder);
    }
  });
  return () => rm(file, { force: true });
}

/** The operating system may have reused the process id: the start time tells. */
async function isHeld(holder: string): Promise<boolean> {
  const [pid = '', ...begin] = holder.split(' ');
  return Number(pid) > 0 && (await isRunning(Number(pid))) && (await beginOf(Number(pid))) === begin.join(' ');
}

async function linked(file: string, content: string): Promise<boolean> {
  const mine = `${file}.${process.pid}`;
  await writeFile(mine, content, { mode: 0o600 });
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(mine, { force: true });
  }
}

/** Another process may have done the same just now and hold the folder: then the moved file is not the one we saw, and is put back. */
async function moveAway(file: string, seen: string): Promise<void> {
  const away = `${file}.${process.pid}.stale`;
  await rename(file, away).catch(() => undefined);
  if ((await readFile(away, 'utf8').catch(() => seen)) !== seen) await link(away, file).catch(() => undefined);
  await rm(away, { force: true });
}

/** The secret that signs session cookies in development, if none is set. Created at the first start. */
export async function developmentSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'auth-secret');
  return usable(dataDir, async () => {
    const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return '';
    });
    if (kept.length >= 32) return kept;
    await rm(file, { force: true });
    // If two processes create one at the same time, both use the one that was written first.
    await linked(file, randomBytes(32).toString('hex'));
    return readFile(file, 'utf8');
  });
}

async function usable<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o755 });
    return await work();
  } catch (error) {
    const { code, syscall, path } = error as NodeJS.ErrnoException;
    if (!syscall) throw error;
    throw new Error(
      `The file ${path ?? dataDir} cannot be used (${code}). Set DATA_DIR to a folder that this user may write.`,
      { cause: error },
    );
  }
}
