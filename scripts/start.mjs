// npm start: install, build, run. The portal does the rest itself (src/main.ts).
import { spawn } from 'node:child_process';
import { ensureInstalled, node, root, run, tool } from './lib.mjs';

await ensureInstalled();
if ((await run(node(), [tool('@nestjs/cli/bin/nest.js'), 'build'])) !== 0) process.exit(1);

// The portal ends by itself when this process is gone: then the channel closes.
const portal = spawn(node(), ['dist/src/main.js'], { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
// Ctrl-C reaches the portal too. This process waits for it, so that the prompt comes back when all has ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => portal.kill('SIGTERM'));
portal.once('exit', (code) => process.exit(code ?? 1));
