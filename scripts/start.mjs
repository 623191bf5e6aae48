// npm start: install, build, run. The portal does the rest itself (src/main.ts).
import { spawn } from 'node:child_process';
import { setInterval } from 'node:timers';
import { build, ensureInstalled, node, root } from './lib.mjs';

await ensureInstalled();
if (!(await build())) process.exit(1);

// The portal exits by itself when this process is gone, because the channel closes.
// Memory then grows with demand, not with the size of the machine: an import of any size takes hardly more than the start.
const memory = ['--max-semi-space-size=32', '--heap-growing-percent=80'];
const portal = spawn(node(), [...memory, 'dist/src/main.js'], {
  cwd: root,
  // The portal gets all settings, secrets included.
  env: process.env,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
const end = () => portal.connected && portal.disconnect();
// Ctrl-C reaches the portal too. This process waits for it, so that the prompt returns when everything has stopped.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
portal.once('exit', (code, signal) => {
  if (signal) console.error(`The portal was ended by ${signal}. Start it again: it resumes where it stopped.`);
  process.exit(code ?? 1);
});

// npm sends SIGTERM to the shell between us, which exits without passing it on. Our parent then changes.
const shell = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== shell && end(), 500).unref();
