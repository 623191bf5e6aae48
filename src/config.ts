import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';

/** A setting that is missing or wrong. All of them are named at once, so that one start is enough to find them. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The portal cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** What a process does: answer browsers, or apply events and run jobs. */
export type Role = 'web' | 'work' | 'both';

export interface Config {
  readonly production: boolean;
  readonly role: Role;
  readonly port: number;
  /** a worker answers /health only where PORT was set: beside a web process the default is taken */
  readonly portIsSet: boolean;
  readonly host: string;
  /** what browsers call us; forms from elsewhere are refused */
  readonly origin: string;
  /** addresses of proxies whose forwarded headers count */
  readonly trustProxy: readonly string[];
  readonly dataDir: string;
  /** undefined: the embedded PostgreSQL in dataDir */
  readonly databaseUrl: string | undefined;
  /** undefined: made in dataDir at the first start (never in production) */
  readonly secretsKeyring: string | undefined;
  readonly authSecret: string | undefined;
  /** origins that the HaloPSA connector may call although they are not public https */
  readonly haloAllow: readonly string[];
  readonly haloRateLimit: RateLimit;
  readonly demo: boolean;
  readonly sandboxPort: number;
  readonly logLevel: string;
}

/** Where Nest finds the settings. */
export const CONFIG = Symbol('config');

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings (see README.md).
 * @throws ConfigError naming everything that is wrong
 */
export function readConfig(env: Env): Config {
  const problems: string[] = [];
  const production = env['NODE_ENV'] === 'production';
  const demo = flag(env, 'DEMO', !env['DATABASE_URL'] && !production, problems);
  const role = roleOf(env, demo, problems);
  const port = portNumber(env, 'PORT', 3000, problems);
  const sandboxPort = portNumber(env, 'SANDBOX_PORT', 4010, problems);

  if (production) {
    // A worker has no visitors: it signs no cookies and makes no links.
    const forPages = ['PORTAL_ORIGIN', 'AUTH_SECRET'];
    for (const name of ['DATABASE_URL', 'PORTAL_ORIGIN', 'SECRETS_KEYRING', 'AUTH_SECRET']) {
      if (role === 'work' && forPages.includes(name)) continue;
      if (!env[name]) problems.push(`${name} must be set when NODE_ENV=production.`);
    }
  }
  if (env['EVENT_STORE_URL']) {
    problems.push('EVENT_STORE_URL: this version keeps its events in PostgreSQL only. Leave it unset.');
  }
  const authSecret = env['AUTH_SECRET'] || undefined;
  if (authSecret && authSecret.length < 32) problems.push('AUTH_SECRET must have at least 32 characters.');
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
    databaseUrl: databaseUrl(env, problems),
    secretsKeyring: env['SECRETS_KEYRING'] || undefined,
    authSecret,
    haloAllow: origins(env, demo ? [`http://127.0.0.1:${sandboxPort}`] : [], problems),
    haloRateLimit: rateLimit(env, problems),
    demo,
    sandboxPort,
    logLevel,
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function roleOf(env: Env, demo: boolean, problems: string[]): Role {
  const value = env['ROLE'] || 'both';
  if (value !== 'web' && value !== 'work' && value !== 'both') {
    problems.push('ROLE must be web, work or both.');
    return 'both';
  }
  if (value === 'both') return value;
  if (!env['DATABASE_URL']) {
    problems.push(
      `ROLE=${value} needs DATABASE_URL: the embedded PostgreSQL belongs to one process, which has to do both.`,
    );
  } else if (demo) problems.push(`DEMO=on runs in one process: leave ROLE unset, or set DEMO=off.`);
  return value;
}

function list(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** As Express takes them: addresses, networks, and three names for what is not public. */
function proxies(env: Env, problems: string[]): string[] {
  const entries = list(env['TRUST_PROXY']);
  for (const entry of entries) {
    if (['loopback', 'linklocal', 'uniquelocal'].includes(entry)) continue;
    if (ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry)) continue;
    problems.push(`TRUST_PROXY: "${entry}" is neither an address such as 10.0.0.7 nor a network such as 10.0.0.0/8.`);
  }
  return entries;
}

function flag(env: Env, name: string, fallback: boolean, problems: string[]): boolean {
  const value = env[name]?.toLowerCase();
  if (!value) return fallback;
  if (['1', 'true', 'on', 'yes'].includes(value)) return true;
  if (['0', 'false', 'off', 'no'].includes(value)) return false;
  problems.push(`${name} must be "on" or "off".`);
  return fallback;
}

function portNumber(env: Env, name: string, fallback: number, problems: string[]): number {
  const value = env[name];
  if (!value) return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  problems.push(`${name} must be a port number from 0 to 65535.`);
  return fallback;
}

function origin(env: Env, fallback: string, production: boolean, problems: string[]): string {
  const value = env['PORTAL_ORIGIN'];
  if (!value) return fallback;
  const url = URL.parse(value);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.origin !== value.replace(/\/$/, '')) {
    problems.push('PORTAL_ORIGIN must be an origin such as https://portal.example.com, with nothing after it.');
    return fallback;
  }
  if (production && url.protocol !== 'https:') problems.push('PORTAL_ORIGIN must be https when NODE_ENV=production.');
  return url.origin;
}

function databaseUrl(env: Env, problems: string[]): string | undefined {
  const value = env['DATABASE_URL'];
  if (!value) return undefined;
  if (!/^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? '')) {
    problems.push('DATABASE_URL must look like postgres://user:password@host:5432/database.');
  }
  return value;
}

function origins(env: Env, fallback: string[], problems: string[]): string[] {
  if (!env['HALO_ALLOW']) return fallback;
  return list(env['HALO_ALLOW']).map((value) => {
    const url = URL.parse(value);
    if (!url || url.origin === 'null' || url.origin !== value.replace(/\/$/, '')) {
      problems.push(`HALO_ALLOW: "${value}" is not an origin such as https://halo.corp.example.`);
      return value;
    }
    return url.origin;
  });
}

function rateLimit(env: Env, problems: string[]): RateLimit {
  const value = env['HALO_RATE_LIMIT'] || '300/5m';
  const match = /^(\d+)\/(\d+)(s|m)$/.exec(value);
  const requests = Number(match?.[1]);
  const windowMs = Number(match?.[2]) * (match?.[3] === 'm' ? 60_000 : 1_000);
  if (match && requests > 0 && windowMs > 0) return { requests, windowMs };
  problems.push('HALO_RATE_LIMIT must look like 300/5m or 10/30s.');
  return { requests: 300, windowMs: 300_000 };
}
