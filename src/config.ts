import { resolve } from 'node:path';
import { withSecretFiles } from './config/secret-files.js';
import {
  databaseUrl,
  eventStoreUrl,
  flag,
  metricsSettings,
  origin,
  origins,
  portNumber,
  proxies,
  randomText,
  rateLimit,
  roleOf,
  type Env,
  type MetricsSettings,
  type RateLimit,
  type Role,
} from './config/values.js';
import { months, retention, type Retention } from './config/retention.js';

export type { RateLimit, Role } from './config/values.js';

/** Settings are missing or wrong. The error names all of them, so that one start is enough to find them. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The portal cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

export interface Config {
  readonly production: boolean;
  readonly role: Role;
  readonly port: number;
  /** a worker answers /health only if PORT is set: a web process on the same machine uses the default */
  readonly portIsSet: boolean;
  readonly host: string;
  /** the origin that browsers show; forms from other origins are refused */
  readonly origin: string;
  /** addresses of proxies whose forwarded headers are trusted */
  readonly trustProxy: readonly string[];
  readonly dataDir: string;
  /** undefined: the embedded PostgreSQL in dataDir */
  readonly databaseUrl: string | undefined;
  /** the role that owns the database: creates tables at a start, and rebuilds; undefined: the role of databaseUrl does */
  readonly databaseOwnerUrl: string | undefined;
  /** the EventStoreDB that holds the log, `esdb://…`; undefined: the database does */
  readonly eventStoreUrl: string | undefined;
  /** undefined: created in dataDir at the first start (never in production) */
  readonly secretsKeyring: string | undefined;
  readonly authSecret: string | undefined;
  /** origins that the HaloPSA connector may call although they are not public https */
  readonly haloAllow: readonly string[];
  readonly haloRateLimit: RateLimit;
  /** how long the people are named who were left out of an import */
  readonly keepLeftOutMonths: number;
  /** how long other things are kept */
  readonly keep: Retention;
  readonly demo: boolean;
  readonly sandboxPort: number;
  /** what connects to the sandbox that was started with a demo. Its secret is public */
  readonly demoHalo?: DemoHalo | undefined;
  readonly logLevel: string;
  /** undefined: no numbers are served */
  readonly metrics: MetricsSettings | undefined;
}

export interface DemoHalo {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly url: string;
}

/** The injection token of the settings. */
export const CONFIG = Symbol('config');

/**
 * Reads the settings (docs/operations.md describes them).
 * @throws ConfigError naming everything that is wrong
 */
export function readConfig(given: Env): Config {
  const problems: string[] = [];
  const env = withSecretFiles(given, problems);
  const production = env['NODE_ENV'] === 'production';
  const demo = flag(env, 'DEMO', !env['DATABASE_URL'] && !production, problems);
  const role = roleOf(env, demo, problems);
  const port = portNumber(env, 'PORT', 3000, problems);
  const sandboxPort = portNumber(env, 'SANDBOX_PORT', 4010, problems);

  if (production) {
    // A worker serves no pages: it signs no cookies and writes no links.
    const forPages = ['PORTAL_ORIGIN', 'AUTH_SECRET'];
    for (const name of ['DATABASE_URL', 'PORTAL_ORIGIN', 'SECRETS_KEYRING', 'AUTH_SECRET']) {
      if (role === 'work' && forPages.includes(name)) continue;
      if (!env[name] && !given[`${name}_FILE`]) problems.push(`${name} must be set when NODE_ENV=production.`);
    }
  }
  if (env['DATABASE_OWNER_URL'] && !env['DATABASE_URL']) {
    problems.push(
      'DATABASE_OWNER_URL is set without DATABASE_URL. Set DATABASE_URL to the role that the portal runs as.',
    );
  }
  if (production && demo) {
    problems.push('DEMO=on is for trying the portal out: its passwords are public. Unset it when NODE_ENV=production.');
  }
  const logLevel = env['LOG_LEVEL'] || (demo ? 'warn' : 'info');
  if (!['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(logLevel)) {
    problems.push('LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.');
  }

  const config: Config = {
    production,
    role,
    port,
    portIsSet: Boolean(env['PORT']),
    host: env['HOST'] || (demo ? '127.0.0.1' : '0.0.0.0'),
    origin: origin(env, `http://localhost:${port}`, production, problems),
    trustProxy: proxies(env, problems),
    dataDir: resolve(env['DATA_DIR'] || '.data'),
    databaseUrl: databaseUrl(env, 'DATABASE_URL', problems),
    databaseOwnerUrl: databaseUrl(env, 'DATABASE_OWNER_URL', problems),
    eventStoreUrl: eventStoreUrl(env, problems),
    secretsKeyring: env['SECRETS_KEYRING'] || undefined,
    authSecret: randomText(env, 'AUTH_SECRET', problems),
    haloAllow: origins(env, demo ? [`http://127.0.0.1:${sandboxPort}`] : [], problems),
    haloRateLimit: rateLimit(env, problems),
    keepLeftOutMonths: months(env, 'KEEP_LEFT_OUT_MONTHS', 13, problems),
    keep: retention(env, problems),
    demo,
    sandboxPort,
    logLevel,
    metrics: metricsSettings(env, problems),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}
