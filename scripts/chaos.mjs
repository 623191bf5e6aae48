// npm run test:chaos: kills at CHAOS_ROUNDS (100) random moments, with seeds from CHAOS_SEED on, and at every call to PostgreSQL.
// A failed round prints the settings that repeat it: CHAOS_SEED with CHAOS_MOMENT and CHAOS_ROUNDS=1, or with CHAOS_LINE.
import { build, ensureInstalled, jest, node, run } from './lib.mjs';

await ensureInstalled();
if (!(await build())) process.exit(1);
const env = { ...process.env, CHAOS_ROUNDS: process.env.CHAOS_ROUNDS ?? '100', LOG_LEVEL: 'silent' };
const lines = env.CHAOS_LINE || env.CHAOS_WALK;
const only = lines ? '/lines.test' : env.CHAOS_MOMENT ? '/chaos.test' : '';
process.exit(await run(node(), [...jest, `test/chaos${only}`], { env }));
