import { within } from '../shared/within.js';
import { isTransient, LogUnreachable } from './faults.js';

/** How long a page waits for the log, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * The result of work that must not make a page wait: undefined if it takes longer than `ms` milliseconds, or the log or the database does
 * not answer. The work goes on, and its late result is dropped.
 * @throws errors that a retry does not mend
 */
export async function inTime<T>(work: Promise<T>, ms = PATIENCE_MS): Promise<T | undefined> {
  try {
    return await within(work, ms, () => new LogUnreachable('The log did not answer in time.'));
  } catch (error) {
    if (!isTransient(error)) throw error;
    return undefined;
  }
}
