import { pause } from '../shared/retry.js';
import { isTransient } from './faults.js';

/**
 * The result of work that must not make a page wait: undefined if it takes longer than `ms` milliseconds, or the log or the database does
 * not answer. The work goes on, and its late result is dropped.
 * @throws errors that a retry does not mend
 */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  const done = new AbortController();
  const settled = work.catch((error: unknown) => {
    if (!isTransient(error)) throw error;
    return undefined;
  });
  try {
    return await Promise.race([settled, pause(ms, done.signal).then(() => undefined)]);
  } finally {
    done.abort();
    settled.catch(() => undefined);
  }
}
