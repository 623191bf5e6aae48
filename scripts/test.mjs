// npm test: install, check types, lint, build, then every test; arguments go to Jest. The last line is the sum.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, jest, node, root, run, tool } from './lib.mjs';

await ensureInstalled();
rmSync(join(root, 'dist'), { recursive: true, force: true });
const steps = [
  ['Build', [tool('@nestjs/cli/bin/nest.js'), 'build']],
  ['Types', [tool('typescript/bin/tsc'), '-p', '.']],
  ['Lint', [tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0']],
  ['Format', [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
];
for (const [name, args] of steps) {
  console.log(`${name} …`);
  if ((await run(node(), args)) !== 0) {
    console.error(`${name}: failed, see above.\n\n0 passed, 1 failed`);
    process.exit(1);
  }
}
process.exit(await run(node(), [...jest, ...process.argv.slice(2)], { env: { ...process.env, LOG_LEVEL: 'silent' } }));
