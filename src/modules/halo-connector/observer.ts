/** Why a request waits: for our own limit, or because HaloPSA asked for it with this status. */
export type HaloWait = 'own-limit' | '429' | '503';

/** What HaloPSA says of its limit with a 429. Each part is null if it does not say it. */
export interface StatedLimit {
  /** "300 Requests per rolling 5 minute window" */
  readonly requests: number | null;
  readonly windowMs: number | null;
  /** `Retry-After`, in milliseconds */
  readonly retryAfterMs: number | null;
}

/** Counts requests. Is told of no address, account or person. */
export interface HaloObserver {
  /** @param outcome `ok`, a class of statuses (`4xx`), 429, or the code of the fault */
  answered(priority: string, outcome: string, ms: number): void;
  waited(why: HaloWait, ms: number): void;
  /** HaloPSA answered 429 */
  refused?(stated: StatedLimit): void;
}

/** A fixed set: a server cannot add values to it. */
export function outcomeOf(status: number): string {
  if (status === 200) return 'ok';
  return status === 429 ? '429' : `${Math.floor(status / 100)}xx`;
}
