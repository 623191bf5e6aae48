// npm run test:chaos: the rounds of test/chaos, CHAOS_ROUNDS of them (100), with seeds from CHAOS_SEED on.
import { build, ensureInstalled, jest, node, run } from './lib.mjs';

await ensureInstalled();
if (!(await build())) process.exit(1);
const env = { ...process.env, CHAOS_ROUNDS: process.env.CHAOS_ROUNDS ?? '100', LOG_LEVEL: 'silent' };
process.exit(await run(node(), [...jest, 'test/chaos'], { env }));
