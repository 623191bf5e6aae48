import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { homeOf } from '../../src/boot/embedded-postgres/home.js';
import { isRunning } from '../../src/boot/process-table.js';
import { until } from '../support/portal.js';

/** The portal as a process of its own, as `npm start` runs it: its own data folder, its own embedded PostgreSQL, its own sandbox HaloPSA. */
export interface PortalProcess {
  readonly origin: string;
  /** what the sandbox wants to be asked with, as the portal printed it */
  readonly credentials: Readonly<Record<'tenantId' | 'clientId' | 'clientSecret' | 'baseUrl', string>>;
  readonly output: () => string;
  /** SIGKILL, to the portal alone */
  readonly kill: () => Promise<void>;
  /** resolves when it is gone, however */
  readonly gone: Promise<unknown>;
  readonly isGone: () => boolean;
  /** Tells a preloaded module something. @returns its answer; undefined when the portal is gone instead */
  readonly tell: (message: object) => Promise<unknown>;
  /** as `npm start` ends it. @returns the exit code */
  readonly end: () => Promise<number | null>;
}

/**
 * @param ports of the portal and of the sandbox, which the stored credentials name
 * @param preload a module that is there before the portal
 */
export async function startProcess(
  dataDir: string,
  [port, sandboxPort]: readonly [number, number],
  env: Readonly<Record<string, string>>,
  preload?: string,
): Promise<PortalProcess> {
  // The channel closes with the test, however it ends, and the portal ends with it.
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), 'dist/src/main.js'], {
    env: {
      ...withoutOurs(process.env),
      ...{ DATA_DIR: dataDir, PORT: String(port), SANDBOX_PORT: String(sandboxPort), LOG_LEVEL: 'warn' },
      ...{ SANDBOX_RATE_LIMIT: 'off', HALO_RATE_LIMIT: '1000000/1s' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await ready(child, () => output);
  return {
    origin: `http://localhost:${port}`,
    credentials: {
      tenantId: printed(output, 'Tenant ID'),
      clientId: printed(output, 'Client ID'),
      clientSecret: printed(output, 'Client Secret'),
      baseUrl: printed(output, 'HaloPSA Base URL'),
    },
    output: () => output,
    gone: exitOf(child),
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    tell: (message) => tell(child, message),
    kill: async () => {
      child.kill('SIGKILL');
      await exitOf(child);
    },
    end: async () => {
      if (child.connected) child.disconnect();
      return exitOf(child);
    },
  };
}

/**
 * SIGKILL to the first process of the embedded PostgreSQL: its others end by themselves, and nobody tidies up. Resolves when the portal has
 * started another: until then what is left of the old one may still answer.
 */
export async function killPostgres(dataDir: string): Promise<void> {
  const [killed] = await pidFile(dataDir);
  process.kill(Number(killed), 'SIGKILL');
  await until(async () => {
    const now = await pidFile(dataDir).catch(() => []);
    // PostgreSQL writes this line when it takes connections; what a killed one wrote stays until then.
    return now[0] !== killed && now[7]?.trim() === 'ready' && (await isRunning(Number(now[0])));
  }, 'PostgreSQL runs again');
}

/** As the superuser, who may look at everything. */
export async function databaseUrl(dataDir: string): Promise<string> {
  const password = await readFile((await homeOf(dataDir)).passwords.bootstrap, 'utf8');
  return `postgres://bootstrap:${password.trim()}@127.0.0.1:${(await pidFile(dataDir))[3]}/portal`;
}

async function pidFile(dataDir: string): Promise<string[]> {
  const { data } = await homeOf(dataDir);
  return (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
}

async function ready(child: ChildProcess, output: () => string): Promise<void> {
  const told = new Promise<void>((done) => child.stdout?.on('data', () => output().includes('Ctrl-C') && done()));
  const exited = once(child, 'exit').then(() => {
    throw new Error(`The portal ended while it started:\n${output()}`);
  });
  await Promise.race([told, exited]);
  exited.catch(() => undefined);
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

async function tell(child: ChildProcess, message: object): Promise<unknown> {
  const answer = new Promise((done) => child.once('message', done));
  if (child.connected) child.send(message, () => undefined);
  return Promise.race([answer, exitOf(child).then(() => undefined)]);
}

function printed(output: string, label: string): string {
  return new RegExp(`${label} +(\\S+)`).exec(output)?.[1] ?? '';
}

/** The run's own PostgreSQL and settings are not those of the portal under test. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours =
    /^(TEST_|JEST_|NODE_ENV$|NODE_OPTIONS$|DATABASE_|EVENT_STORE_|DEMO$|PORTAL_ORIGIN$|HOST$|HALO_|SANDBOX_|AUTH_|SECRETS_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
