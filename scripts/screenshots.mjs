// npm run screenshots: every sample page and state, at three widths, light and dark, into screenshots/ for review. SHOTS=roster takes only
// pages whose name contains it.
import { build, ensureInstalled, jest, node, run } from './lib.mjs';

await ensureInstalled();
if (!(await build())) process.exit(1);
const args = [...jest, '-i', '--testRegex', 'test/views/.*\\.shots\\.ts$', ...process.argv.slice(2)];
process.exit(await run(node(), args, { env: { ...process.env, LOG_LEVEL: 'silent' } }));
