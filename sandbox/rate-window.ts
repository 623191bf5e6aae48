import type { RateLimit } from './types.js';
import { text, type Answer } from './wire.js';

/** The rolling window over all requests of the tenant, token requests included. A request answered with 429 does not count. */
export class RateWindow {
  private times: number[] = [];

  constructor(
    private readonly limit: RateLimit | 'off',
    private readonly clock: () => number,
  ) {}

  /** Takes a slot; returns the 429 if none is left. */
  take(): Answer | null {
    if (this.limit === 'off') return null;
    const { requests, windowMs, retryAfter } = this.limit;
    const now = this.clock();
    const stillIn = this.times.findIndex((time) => time > now - windowMs);
    this.times = stillIn === -1 ? [] : this.times.slice(stillIn);
    if (this.times.length < requests) {
      this.times.push(now);
      return null;
    }
    const wait = Math.ceil(((this.times[0] ?? now) + windowMs - now) / 1000);
    return tooMany(this.limit, retryAfter ? wait : undefined);
  }
}

/** A 429 in HaloPSA's words. */
export function tooMany(limit: RateLimit | 'off', retryAfterSeconds?: number): Answer {
  const { requests, windowMs } = limit === 'off' ? { requests: 300, windowMs: 300_000 } : limit;
  const window = windowMs % 60_000 === 0 ? `${windowMs / 60_000} minute` : `${windowMs / 1000} second`;
  return text(
    429,
    `Rate Limit Reached - ${requests} Requests per rolling ${window} window`,
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
}
