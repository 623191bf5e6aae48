import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { childEnvironment } from './child-environment.js';

const run = promisify(execFile);

/** Whether a process of that number runs, whoever owns it. One that has ended and was not collected by its parent does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !/^[ZX]/.test((await statOf(pid))?.[0] ?? '');
}

/** The command line of a process; empty where there is none, or none that can be read. */
export async function commandOf(pid: number): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return fromProc?.replaceAll('\0', ' ') ?? ps(pid, 'command=');
}

/** When a process began, in the words of the system: with it, a number that was given out again tells itself from its former owner. */
export async function beginOf(pid: number): Promise<string> {
  return (await statOf(pid))?.[19] ?? ps(pid, 'lstart=');
}

/** The fields of /proc/<pid>/stat from the state on: what stands before it may hold spaces (proc(5)). */
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
