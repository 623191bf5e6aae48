// Cleans up after a test run that ended in any way: node leave-nothing.mjs <data folder>. It waits until its input closes, which the
// system sees to even when the run was killed; then it stops the PostgreSQL of that folder and removes both.
import { rm } from 'node:fs/promises';
import { stopEmbeddedPostgres } from '../../dist/src/boot/embedded-postgres/index.js';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdout.write('ready\n');
process.stdin.resume();
await new Promise((closed) => process.stdin.once('close', closed));

const [, , dataDir] = process.argv;
// Whatever was about to start it may have got so far.
for (let tries = 0; tries < 2; tries++) {
  const folder = await stopEmbeddedPostgres(dataDir);
  await rm(folder, { recursive: true, force: true });
}
await rm(dataDir, { recursive: true, force: true });
