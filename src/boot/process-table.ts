import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { childEnvironment } from './child-environment.js';

const run = promisify(execFile);

/** Whether a process with this id is running, under any user. A zombie is not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !/^[ZX]/.test((await statOf(pid))?.[0] ?? '');
}

/** The command line of a process; empty if it does not exist or cannot be read. */
export async function commandOf(pid: number): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return fromProc?.replaceAll('\0', ' ') ?? ps(pid, 'command=');
}

/** The start time of a process, in the system's format. It distinguishes processes that were given the same id. */
export async function beginOf(pid: number): Promise<string> {
  return (await statOf(pid))?.[19] ?? ps(pid, 'lstart=');
}

/** The fields of /proc/<pid>/stat from the state on: the name before it may contain spaces (proc(5)). */
async function statOf(pid: number): Promise<string[] | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

async function ps(pid: number, column: string): Promise<string> {
  return run('ps', ['-p', String(pid), '-o', column], { env: childEnvironment() }).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
}
