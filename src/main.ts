import { createServer } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createPortal } from './app.js';
import { ConfigError, readConfig, type Config } from './config.js';
import { createPool, migrate, startEmbeddedPostgres } from './database/index.js';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './modules/access/index.js';
import { developmentSecret, holdDataDir } from './start/data-dir.js';
import { seedDemo } from './start/demo.js';
import { startSandboxProcess, type SandboxProcess } from './start/sandbox-process.js';

/** What was started, in that order; it ends in the opposite one, so that the portal has written its last before its database goes. */
const running: (() => Promise<unknown>)[] = [];
let ending: Promise<void> | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
// `npm start` holds this end of the channel: should it be killed, nothing is left behind.
process.once('disconnect', () => void end(0));

try {
  await start(readConfig(process.env));
} catch (error) {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${error instanceof ConfigError || isExpected(error) ? (error as Error).message : words}\n`);
  await end(1);
}

async function start(config: Config): Promise<void> {
  await assertPortFree(config);
  running.push(await holdDataDir(config.dataDir));
  const pool = createPool(config.databaseUrl ?? (await ownDatabase(config)));
  running.push(() => pool.end());
  await migrate(pool);
  const sandbox = config.demo ? await startSandboxProcess(config.sandboxPort) : undefined;
  if (sandbox) running.push(sandbox.stop);
  const authSecret = config.authSecret ?? (await developmentSecret(config.dataDir));
  const haloAllow = sandbox ? [...new Set([...config.haloAllow, sandbox.url])] : config.haloAllow;
  const app = await createPortal({ config: { ...config, haloAllow }, pool, authSecret });
  running.push(() => app.close());
  await app.init();
  if (config.demo) await seedDemo(app);
  await listen(app, config);
  process.stdout.write(welcome(config, sandbox));
}

async function ownDatabase({ dataDir }: Config): Promise<string> {
  const postgres = await startEmbeddedPostgres(dataDir);
  running.push(postgres.stop);
  return postgres.url;
}

async function listen(app: NestExpressApplication, { port, host }: Config): Promise<void> {
  if (!ending) await app.listen(port, host);
}

function end(code: number): Promise<void> {
  process.exitCode = code;
  ending ??= stopAll().then(() => process.exit());
  return ending;
}

async function stopAll(): Promise<void> {
  for (let stop = running.pop(); stop; stop = running.pop()) {
    await stop().catch((error: unknown) => process.stderr.write(`While stopping: ${String(error)}\n`));
  }
}

/** Before anything is started, and above all before the database of a portal that runs already is touched. */
async function assertPortFree({ port, host }: Config): Promise<void> {
  await new Promise<void>((free, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(port, host, () => probe.close(() => free()));
  }).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([portProblem(error, port, host)]);
  });
}

function portProblem({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Set PORT to a free one, for example PORT=${port + 1} npm start.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}. Set HOST to one that it has.`;
  return `Port ${port} cannot be used (${message}). Set PORT or HOST.`;
}

/** Sentences that were made for the person who starts the portal. */
function isExpected(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(Another portal|The embedded PostgreSQL|There is no embedded|The sandbox)/.test(error.message)
  );
}

function welcome({ origin, demo }: Config, sandbox: SandboxProcess | undefined): string {
  const lines = [`The portal is at ${origin}`];
  if (demo) {
    lines.push('', `Sign in with the password ${DEMO_PASSWORD} as`);
    for (const { email, label } of DEMO_PEOPLE) lines.push(`  ${email.padEnd(22)} ${label}`);
  }
  if (sandbox) {
    lines.push(
      '',
      'A HaloPSA to try it with: Teams → Action → PSA Import, then',
      `  Tenant ID         ${sandbox.tenantId}`,
      `  Client ID         ${sandbox.clientId}`,
      `  Client Secret     ${sandbox.clientSecret}`,
      `  HaloPSA Base URL  ${sandbox.url}`,
    );
  }
  lines.push('', 'Ctrl-C ends all of it; what was done stays.', '');
  return lines.join('\n');
}
