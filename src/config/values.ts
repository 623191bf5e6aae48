import ipaddr from 'ipaddr.js';
import { whyWeak } from './weak-secrets.js';

/** Readers of the settings. Each adds its problems to `problems`, as sentences that start with the setting's name. */

export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** What a process does: answer browsers, or apply events and run jobs. */
export type Role = 'web' | 'work' | 'both';

export type Env = Readonly<Record<string, string | undefined>>;

export function roleOf(env: Env, demo: boolean, problems: string[]): Role {
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

export function list(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** As Express accepts them: addresses, networks, and three names for private ranges. */
export function proxies(env: Env, problems: string[]): string[] {
  const entries = list(env['TRUST_PROXY']);
  for (const entry of entries) {
    if (['loopback', 'linklocal', 'uniquelocal'].includes(entry)) continue;
    if (ipaddr.isValidCIDR(entry) && isTooWide(entry)) {
      problems.push(`TRUST_PROXY: "${entry}" holds most of the internet, so that anybody could choose their address.`);
      continue;
    }
    if (ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry)) continue;
    problems.push(`TRUST_PROXY: "${entry}" is neither an address such as 10.0.0.7 nor a network such as 10.0.0.0/8.`);
  }
  return entries;
}

/** Wider than the widest private networks: 10.0.0.0/8 and fc00::/7. */
function isTooWide(network: string): boolean {
  const [address, bits] = ipaddr.parseCIDR(network);
  return bits < (address.kind() === 'ipv4' ? 8 : 7);
}

export function flag(env: Env, name: string, fallback: boolean, problems: string[]): boolean {
  const value = env[name]?.toLowerCase();
  if (!value) return fallback;
  if (['1', 'true', 'on', 'yes'].includes(value)) return true;
  if (['0', 'false', 'off', 'no'].includes(value)) return false;
  problems.push(`${name} must be "on" or "off".`);
  return fallback;
}

export function portNumber(env: Env, name: string, fallback: number, problems: string[]): number {
  const value = env[name];
  if (!value) return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  problems.push(`${name} must be a port number from 0 to 65535.`);
  return fallback;
}

export function origin(env: Env, fallback: string, production: boolean, problems: string[]): string {
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

export function databaseUrl(
  env: Env,
  name: 'DATABASE_URL' | 'DATABASE_OWNER_URL',
  problems: string[],
): string | undefined {
  const value = env[name];
  if (!value) return undefined;
  if (!/^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? '')) {
    problems.push(`${name} must look like postgres://user:password@host:5432/database.`);
  }
  return value;
}

export function eventStoreUrl(env: Env, problems: string[]): string | undefined {
  const value = env['EVENT_STORE_URL'];
  if (!value) return undefined;
  if (!/^esdb(?:\+discover)?:\/\/[^@]/.test(value)) {
    problems.push('EVENT_STORE_URL must look like esdb://user:password@host:2113?tls=true.');
  }
  return value;
}

export function origins(env: Env, fallback: string[], problems: string[]): string[] {
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

export function rateLimit(env: Env, problems: string[]): RateLimit {
  const value = env['HALO_RATE_LIMIT'] || '300/5m';
  const match = /^(\d+)\/(\d+)(s|m)$/.exec(value);
  const requests = Number(match?.[1]);
  const windowMs = Number(match?.[2]) * (match?.[3] === 'm' ? 60_000 : 1_000);
  if (match && requests > 0 && windowMs > 0) return { requests, windowMs };
  problems.push('HALO_RATE_LIMIT must look like 300/5m or 10/30s.');
  return { requests: 300, windowMs: 300_000 };
}

/** Where numbers for Prometheus are served; without a port of their own, on the port of the pages. */
export interface MetricsSettings {
  readonly port: number | undefined;
  readonly host: string;
  readonly token: string | undefined;
}

/** @returns undefined: nowhere */
export function metricsSettings(env: Env, problems: string[]): MetricsSettings | undefined {
  const port = env['METRICS_PORT'] ? portNumber(env, 'METRICS_PORT', 0, problems) : undefined;
  const token = randomText(env, 'METRICS_TOKEN', problems);
  if (port === undefined && token === undefined) return undefined;
  if (port === undefined && env['ROLE'] === 'work' && !env['PORT']) {
    problems.push('METRICS_TOKEN: a worker without PORT does not listen. Set METRICS_PORT, or PORT.');
  }
  return { port, host: env['METRICS_HOST'] || '127.0.0.1', token };
}

export function randomText(env: Env, name: 'AUTH_SECRET' | 'METRICS_TOKEN', problems: string[]): string | undefined {
  const secret = env[name] || undefined;
  if (!secret) return undefined;
  const weak = secret.length < 32 ? 'must have at least 32 characters' : whyWeak(secret);
  if (weak) problems.push(`${name} ${weak}. Make one with: openssl rand -hex 32`);
  return secret;
}
