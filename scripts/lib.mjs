// Runs on the newcomer's Node (20 or newer) before anything is installed: built-in modules only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const stamp = join(root, 'node_modules', '.installed');

const SECRETS = /^(DATABASE(_OWNER)?_URL|EVENT_STORE_URL|SECRETS_KEYRING|AUTH_SECRET|PORTAL_PASSWORD)(_FILE)?$/;

/** For every process but the portal: npm, its packages' scripts, the compiler and the tests do not need an operator's secrets. */
export function withoutSecrets(env = process.env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRETS.test(name)));
}

/** Installs exactly what package-lock.json says, if it has changed since the last time. */
export async function ensureInstalled() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing what is missing (about a minute, only now) …');
  const npm = process.env.npm_execpath
    ? [process.execPath, [process.env.npm_execpath]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (
    (await run(npm[0], [...npm[1], ...args], { shell: !process.env.npm_execpath && process.platform === 'win32' })) !==
    0
  ) {
    console.error('npm ci failed. Its messages above say why; run the command again once that is mended.');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** The Node that npm installed if it supports this machine, otherwise the one that runs this script. */
export function node() {
  const shipped = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(shipped)) return shipped;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 17)) return process.execPath;
  console.error(
    `On ${process.platform}-${process.arch} the portal needs Node 22.17 or newer; this is ${process.version}.`,
  );
  process.exit(1);
}

/** @returns the exit code; 1 if a signal ended the process */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options, env: withoutSecrets(options.env) });
    child.once('error', (error) => {
      console.error(error.message);
      done(1);
    });
    child.once('exit', (code) => done(code ?? 1));
  });
}

export const tool = (name) => join(root, 'node_modules', ...name.split('/'));

/** Node's arguments for Jest: Nest is ES modules only. */
export const jest = [
  ...['--import', pathToFileURL(join(root, 'test/support/end-at-once.mjs')).href],
  ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', tool('jest/bin/jest.js')],
];

/** Builds, and prints output only if it fails. @returns whether it succeeded */
export async function build() {
  let words = '';
  const child = spawn(node(), [tool('@nestjs/cli/bin/nest.js'), 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutSecrets(),
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (words += chunk));
  const code = await new Promise((done) => child.once('error', (error) => done(error.message)).once('close', done));
  if (code !== 0) console.error(`${words}The build failed (${code}).`);
  return code === 0;
}
