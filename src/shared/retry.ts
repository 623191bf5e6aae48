import { setTimeout as sleep } from 'node:timers/promises';

export interface Retrying {
  /** whether another try makes sense after this error */
  readonly isWorthIt: (error: unknown) => boolean;
  /** at most so many tries */
  readonly tries?: number;
  /** no try begins after this time of `performance.now()` */
  readonly until?: number;
  /** milliseconds before the next try, after so many failed ones */
  readonly pauseMs?: (failed: number) => number;
  /** ends a pause, and with it the retrying */
  readonly signal?: AbortSignal;
}

/**
 * Does something again until it succeeds. Without `tries` and `until` only `isWorthIt` and the signal end it.
 *
 * @param work receives the error of the try before, undefined at first
 * @throws the error of the last try
 */
export async function retry<T>(work: (before: unknown) => Promise<T>, retrying: Retrying): Promise<T> {
  const { isWorthIt, tries = Infinity, until = Infinity, pauseMs = () => 0, signal } = retrying;
  let before: unknown;
  for (let failed = 1; ; failed++) {
    try {
      return await work(before);
    } catch (error) {
      const ms = pauseMs(failed);
      if (failed >= tries || performance.now() + ms > until || !isWorthIt(error)) throw error;
      if (ms > 0) await pause(ms, signal);
      if (signal?.aborted) throw error;
      before = error;
    }
  }
}

/** Milliseconds to wait before attempt `attempt` (from 0): doubles up to `most`, with jitter for callers that failed together. */
export function backOff(attempt: number, first: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(attempt, 20)) * (0.5 + Math.random() / 2);
}

/** Resolves after `ms`, or when the signal is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
}
