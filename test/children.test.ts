import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scratchDataDir } from './support/scratch.mjs';

/** The environment of a child process must not contain the portal's secrets. */
const SECRET = 'a-secret-that-no-child-may-know';
const root = resolve(import.meta.dirname, '..');

function startsOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.includes('node_modules'))
    .flatMap((name) => {
      const text = readFileSync(join(root, folder, name), 'utf8');
      if (!text.includes('child_process')) return [];
      const names = `spawn|fork|execFile|execFileSync${text.includes('promisify(execFile)') ? '|run' : ''}`;
      const call = new RegExp(`(?<![\\w.#])(?:${names})\\([\\s\\S]{0,600}?\\)[;,]?\\n`, 'g');
      return [...text.matchAll(call)].map(([words]) => `${folder}/${name}: ${words}`);
    });
}

test('every child process is started with an explicit environment', () => {
  const starts = ['src', 'scripts', 'sandbox', 'bench', 'test'].flatMap(startsOf);
  expect(starts.length).toBeGreaterThan(8);
  expect(starts.filter((call) => !/\benv\b/.test(call))).toEqual([]);
});

/** As it runs: the sandbox is found beside what was built. */
const built = async <T>(path: string) => (await import(join(root, 'dist/src', path))) as T;

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('PostgreSQL and the sandbox know no secret of the portal', async () => {
  const { startEmbeddedPostgres } = await built<typeof import('../src/boot/embedded-postgres/index.js')>(
    'boot/embedded-postgres/index.js',
  );
  const { startSandboxProcess } =
    await built<typeof import('../src/boot/sandbox-process.js')>('boot/sandbox-process.js');
  const { dataDir, remove } = await scratchDataDir();
  Object.assign(process.env, { SECRETS_KEYRING: SECRET, AUTH_SECRET: SECRET, SANDBOX_TENANT: 'its-own-setting' });
  const [postgres, sandbox] = await Promise.all([startEmbeddedPostgres(dataDir), startSandboxProcess(0)]);
  try {
    const pid = readFileSync(join(postgres.folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
    const environments = [...childrenOf(process.pid), pid].map((each) => readFileSync(`/proc/${each}/environ`, 'utf8'));
    expect(environments.some((each) => each.includes('its-own-setting'))).toBe(true);
    expect(environments.filter((each) => each.includes(SECRET))).toEqual([]);
  } finally {
    await Promise.all([postgres.stop(), sandbox.stop()]);
    for (const name of ['SECRETS_KEYRING', 'AUTH_SECRET', 'SANDBOX_TENANT']) delete process.env[name];
    await remove();
  }
});

function childrenOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
}
