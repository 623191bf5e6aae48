import pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

interface Rate {
  readonly most: number;
  readonly seconds: number;
}

/** Limits on actions that leave rows or events behind, or send requests to HaloPSA. */
export const RATES = {
  /** per reseller */
  'credential-tries': { most: 30, seconds: 3_600 },
  'group-loads': { most: 30, seconds: 60 },
  /** one in a few seconds: a form that is sent twice makes one test */
  'connection-tests': { most: 1, seconds: 5 },
  'list-loads': { most: 60, seconds: 60 },
  removals: { most: 20, seconds: 60 },
  /** started */
  runs: { most: 20, seconds: 60 },
  /** per person */
  'people-added': { most: 60, seconds: 60 },
  'people-removed': { most: 60, seconds: 60 },
  /** moved, or a name corrected */
  'people-changed': { most: 60, seconds: 60 },
  'teams-changed': { most: 60, seconds: 60 },
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof RATES;

/** Counts attempts in PostgreSQL, over all processes. An attempt is counted before the action, so many at once gain nothing. */
export class RateLimits {
  readonly #limiters: Readonly<Record<RateName, RateLimiterPostgres>>;

  /** @param rates tests may pass their own */
  constructor(pool: pg.Pool, rates: Readonly<Record<RateName, Rate>> = RATES) {
    const common = { storeClient: pool, storeType: 'pool', tableName: 'rate_count', tableCreated: true } as const;
    const entries = Object.entries(rates).map(([name, { most, seconds }]) => [
      name,
      new RateLimiterPostgres({ ...common, keyPrefix: name, points: most, duration: seconds }),
    ]);
    this.#limiters = Object.fromEntries(entries) as Record<RateName, RateLimiterPostgres>;
  }

  /** Counts one attempt. @returns the seconds to wait if there were too many, otherwise undefined */
  async count(name: RateName, key: string): Promise<number | undefined> {
    try {
      await this.#limiters[name].consume(key);
      return undefined;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
      throw refusal;
    }
  }
}
