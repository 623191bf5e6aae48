// A data folder for a portal or a PostgreSQL of the tests, which is removed however the run ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { withoutSecrets } from '../../scripts/lib.mjs';

const cleaner = resolve(import.meta.dirname, 'leave-nothing.mjs');

/** @returns {Promise<{ dataDir: string, remove: () => Promise<void> }>} `remove` also stops the PostgreSQL in there */
export async function scratchDataDir() {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-test-'));
  // In a session of its own: Ctrl-C must not reach it.
  const child = spawn(process.execPath, [cleaner, dataDir], {
    detached: true,
    env: withoutSecrets(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  if (child.exitCode !== null) throw new Error(`${cleaner} did not start.`);
  child.unref();
  return {
    dataDir,
    remove: async () => {
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}
