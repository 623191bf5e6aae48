import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './boot/embedded-postgres/index.js';
import { createPortal, createWorker, type PortalParts } from './app.js';
import { ConfigError, readConfig, type Config } from './config.js';
import { createPool, newDatabase, prepareDatabase } from './database/index.js';
import { developmentSecret, holdDataDir } from './boot/data-dir.js';
import { assertFit } from './boot/database-guard.js';
import { assertDemoApart } from './boot/demo-guard.js';
import { seedDemo } from './boot/demo.js';
import { Ended, Lifecycle } from './boot/lifecycle.js';
import { assertPortFree, metricsPortError, portError, servesHttp } from './boot/ports.js';
import { startSandboxProcess } from './boot/sandbox-process.js';
import { welcome } from './boot/welcome.js';
import { serveHealth, serveMetrics } from './boot/worker-health.js';
import { metricsBesidePages, servedMetrics } from './metrics/index.js';
import { WrongLog } from './event-store/index.js';
import { HealthCheck } from './web/index.js';

const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);
const life = new Lifecycle(say);

// Writing to a closed terminal fails, which must not prevent the shutdown.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
// `npm start` holds the other end of the channel, which closes when it wants to stop or was killed.
process.once('disconnect', () => end(0));
process.on('uncaughtException', failed);

await start().catch(failed);

async function start(): Promise<void> {
  const config = readConfig(process.env);
  if (servesHttp(config)) await assertPortFree(config);
  const { databaseUrl, dataDir } = config;
  if (!databaseUrl)
    await life.start(
      'the data folder',
      () => holdDataDir(dataDir),
      (letGo) => letGo(),
    );
  const sandbox = config.demo
    ? await life.start(
        'the sandbox',
        () => startSandboxProcess(config.sandboxPort),
        ({ stop }) => stop(),
      )
    : undefined;
  const embedded = databaseUrl ? undefined : await ownDatabase(dataDir);
  const pool = createPool(databaseUrl ?? embedded?.url ?? '');
  await life.start(
    'the connections',
    async () => databaseUrl && assertFit(pool, config.production, say),
    () => pool.end(),
  );
  await life.start(
    'the migrations',
    async () => {
      const ownerUrl = embedded?.ownerUrl ?? config.databaseOwnerUrl;
      await prepareDatabase(pool, ownerUrl, embedded && newDatabase(embedded.folder));
      await assertDemoApart(pool, config.demo);
    },
    async () => undefined,
  );
  const haloAllow = sandbox ? [...new Set([...config.haloAllow, sandbox.url])] : config.haloAllow;
  const parts = { config: { ...config, haloAllow, demoHalo: sandbox }, pool, authSecret: await authSecretOf(config) };
  await (config.role === 'work' ? work(parts) : servePages(parts));
  process.stdout.write(welcome(config, sandbox));
}

/** A worker signs no cookies, so it need not know the secret. */
async function authSecretOf({ role, authSecret, dataDir }: Config): Promise<string> {
  return role === 'work' ? randomBytes(32).toString('hex') : (authSecret ?? developmentSecret(dataDir));
}

async function servePages(parts: PortalParts): Promise<void> {
  const app = await life.start(
    'the portal',
    () => createPortal(parts),
    (started) => started.close(),
  );
  await open(app, parts.config);
}

async function work(parts: PortalParts): Promise<void> {
  const worker = await life.start(
    'the worker',
    () => createWorker(parts),
    (started) => started.close(),
  );
  await openMetrics(worker, parts.config);
  const { port, host } = parts.config;
  if (!servesHttp(parts.config)) return;
  const metrics = metricsBesidePages(parts.config) ? servedMetrics(worker, parts.config) : undefined;
  const health = worker.get(HealthCheck, { strict: false });
  await life.start(
    'the health check',
    () =>
      serveHealth(() => health.report(), port, host, metrics).catch((error: unknown) =>
        Promise.reject(portError(error, parts.config)),
      ),
    (server) => new Promise((closed) => server.close(closed)),
  );
}

/** On a port of their own, if one is set. */
async function openMetrics(app: INestApplicationContext, config: Config): Promise<void> {
  const { port, host } = config.metrics ?? {};
  if (port === undefined) return;
  const listen = () =>
    serveMetrics(servedMetrics(app, config), port, host ?? '').catch((error: unknown) =>
      Promise.reject(metricsPortError(error)),
    );
  await life.start('the metrics', listen, (server) => new Promise((closed) => server.close(closed)));
}

async function ownDatabase(dataDir: string): Promise<EmbeddedPostgres> {
  const begin = () => startEmbeddedPostgres(dataDir, { onRestart: say });
  return life.start('PostgreSQL', begin, ({ stop }) => stop());
}

/** Each is a separate step: shutdown waits for the one in progress and skips the rest. */
async function open(app: Awaited<ReturnType<typeof createPortal>>, config: Config): Promise<void> {
  const nothing = async () => undefined;
  await life.start('the portal', () => app.init(), nothing);
  await openMetrics(app, config);
  if (config.demo) await life.start('the demo', () => seedDemo(app), nothing);
  const listen = () =>
    app.listen(config.port, config.host).catch((error: unknown) => Promise.reject(portError(error, config)));
  await life.start('the pages', listen, nothing);
}

function failed(error: unknown): void {
  if (!(error instanceof Ended)) say(isExpected(error) ? error.message : ((error as Error).stack ?? String(error)));
  end(error instanceof Ended ? 0 : 1);
}

function end(code: number): void {
  process.exitCode ||= code;
  void life.end().then(() => process.exit());
}

/** Errors whose message is written for the operator, and needs no stack trace. */
function isExpected(error: unknown): error is Error {
  const begins =
    /^(Another portal|The embedded PostgreSQL|There is no embedded|The database|The sandbox|The file|DATABASE_(OWNER_)?URL)/;
  if (error instanceof ConfigError || error instanceof WrongLog) return true;
  return error instanceof Error && begins.test(error.message);
}
