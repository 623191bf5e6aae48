import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beginOf, isRunning } from './process-table.js';

/**
 * Makes sure that this process is the only one that uses the embedded PostgreSQL of a data folder: a second one would stop the database
 * under the first. What a killed process left behind does not count.
 *
 * @returns lets go of the folder
 * @throws Error naming the other process, or what is wrong with the folder, and what to set
 */
export async function holdDataDir(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'portal.pid');
  const mine = `${process.pid} ${await beginOf(process.pid)}`;
  await usable(dataDir, async () => {
    // Of two that start at the same time one is first to link, and the other finds it. Only what is stale is moved out of the way.
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

/** A number in a file may belong to another program by now: the time it began at tells. */
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

/** Another process may have done the same a moment ago, and hold the folder now: then what was moved is not what was seen, and goes back. */
async function moveAway(file: string, seen: string): Promise<void> {
  const away = `${file}.${process.pid}.stale`;
  await rename(file, away).catch(() => undefined);
  if ((await readFile(away, 'utf8').catch(() => seen)) !== seen) await link(away, file).catch(() => undefined);
  await rm(away, { force: true });
}

/** The secret that signs session cookies, made at the first start: for development, where none is set. */
export async function developmentSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'auth-secret');
  return usable(dataDir, async () => {
    const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return '';
    });
    if (kept.length >= 32) return kept;
    await rm(file, { force: true });
    // Of two processes that make one at the same time, both take the one that was there first.
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
