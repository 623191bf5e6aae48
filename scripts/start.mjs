// npm start: install, build, run. The portal does the rest itself (src/main.ts).
import { spawn } from 'node:child_process';
import { setInterval } from 'node:timers';
import { build, ensureInstalled, node, root } from './lib.mjs';

await ensureInstalled();
if (!(await build())) process.exit(1);

// The portal ends by itself when this process is gone: then the channel closes.
// Memory grows with what is needed, not with what the machine has: an import of any size takes hardly more than the start.
const memory = ['--max-semi-space-size=32', '--heap-growing-percent=80'];
const portal = spawn(node(), [...memory, 'dist/src/main.js'], {
  cwd: root,
  // The portal itself: the settings are for it.
  env: process.env,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
const end = () => portal.connected && portal.disconnect();
// Ctrl-C reaches the portal too. This process waits for it, so that the prompt comes back when all has ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
portal.once('exit', (code, signal) => {
  if (signal) console.error(`The portal was ended by ${signal}. Start it again: it goes on where it was.`);
  process.exit(code ?? 1);
});

// npm hands a SIGTERM to the shell between us, which ends without a word to anybody: then we belong to somebody else.
const shell = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== shell && end(), 500).unref();
