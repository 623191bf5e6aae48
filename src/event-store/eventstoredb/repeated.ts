import { backOff, retry } from '../../shared/retry.js';
import { within } from '../../shared/within.js';
import { LogMoved, LogRestored, LogUnreachable } from '../faults.js';
import { toLogError } from './errors.js';

/** How long a call is repeated, and how long one attempt of it may take, in milliseconds: a frozen server answers none. */
export interface Limits {
  readonly withinMs: number;
  readonly attemptMs: number;
}

/** The client's own error says more, so it may come first. */
const SLACK_MS = 200;

/**
 * Repeats a call, which must be harmless to repeat, until it is answered.
 * @param call receives the time that it may take, in milliseconds
 * @param lost is called after each attempt that was not answered
 * @throws LogUnreachable when the time is over; LogRestored, LogMoved and other errors at once
 */
export function repeated<T>(
  call: (attemptMs: number) => Promise<T>,
  { withinMs, attemptMs }: Limits,
  lost: () => void,
  signal: AbortSignal,
): Promise<T> {
  const until = performance.now() + withinMs;
  const attempt = async () => {
    try {
      const ms = Math.ceil(Math.max(1, Math.min(attemptMs, until - performance.now())));
      // The client's own deadline begins when it has found a server, and looking for one in a cluster can take a minute.
      return await within(call(ms), ms + SLACK_MS, () => new LogUnreachable('EventStoreDB did not answer in time.'));
    } catch (thrown) {
      const error = toLogError(thrown);
      if (error instanceof LogUnreachable) lost();
      throw error;
    }
  };
  const isWorthIt = (error: unknown) =>
    error instanceof LogUnreachable && !(error instanceof LogRestored || error instanceof LogMoved);
  return retry(attempt, { until, isWorthIt, signal, pauseMs: (failed) => backOff(failed - 1, 50, 1_000) });
}
