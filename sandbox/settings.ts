import type { RateLimit, SandboxOptions } from './types.js';

/**
 * Reads the options of the sandbox process from its environment.
 * @throws RangeError naming the variable that cannot be parsed
 */
export function optionsFrom(env: NodeJS.ProcessEnv): SandboxOptions {
  return {
    port: whole(env, 'SANDBOX_PORT', 4010, 65_535),
    seed: whole(env, 'SANDBOX_SEED', 4010),
    big: whole(env, 'SANDBOX_BIG', 0, 1_000_000),
    pageCap: whole(env, 'SANDBOX_PAGE_CAP', 100) || 1,
    tokenLifetimeSeconds: whole(env, 'SANDBOX_TOKEN_SECONDS', 3600),
    tenant: env.SANDBOX_TENANT ?? 'sandbox',
    host: env.SANDBOX_HOST ?? '127.0.0.1',
    path: path(env.SANDBOX_PATH ?? ''),
    rateLimit: rateLimit(env.SANDBOX_RATE_LIMIT ?? '300/5m'),
  };
}

function whole(env: NodeJS.ProcessEnv, name: string, otherwise: number, most = 2_147_483_647): number {
  const value = env[name];
  if (value === undefined || value === '') return otherwise;
  if (!/^\d{1,10}$/.test(value) || Number(value) > most)
    throw new RangeError(`${name} must be a whole number up to ${most}, not "${value}"`);
  return Number(value);
}

function path(value: string): string {
  if (value !== '' && !/^(?:\/[A-Za-z0-9_-]+)+$/.test(value))
    throw new RangeError(`SANDBOX_PATH must be empty or like "/halo", not "${value}"`);
  return value;
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

function rateLimit(value: string): RateLimit | 'off' {
  if (value === 'off') return 'off';
  const [, requests, count, unit = ''] = /^(\d{1,9})\/(\d{1,4})([smh])$/.exec(value) ?? [];
  const windowMs = Number(count) * (UNITS[unit] ?? NaN);
  if (!requests || !(windowMs > 0))
    throw new RangeError(`SANDBOX_RATE_LIMIT must be "off" or like "300/5m", not "${value}"`);
  return { requests: Number(requests), windowMs };
}
