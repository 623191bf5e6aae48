// npm test: installs, checks types, lints, builds, then runs every test; arguments go to Jest. The last line is the total.
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
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
const env = { ...process.env, LOG_LEVEL: 'silent', TMPDIR: ownTemporaryFolder() };
if (process.platform === 'linux' && process.arch === 'x64' && !process.env.CHROME_PATH) {
  // Once, up front: two test files that do it at the same time could run a half-written file.
  const unpack = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  await run(node(), ['--input-type=module', '--eval', unpack], { env });
}
process.exit(await run(node(), [...jest, ...process.argv.slice(2)], { env }));

/** The packaged Chromium unpacks itself under a fixed name: in a folder shared by all users, only the first of them could run it. */
function ownTemporaryFolder() {
  const folder = join(tmpdir(), `portal-tests-${userInfo().username}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}
