import { setImmediate as turn } from 'node:timers/promises';

/** Cleaning a person takes up to 0.1 ms, so that a slice keeps the process for some 50 ms at most. */
const SLICE = 500;

/**
 * Maps many items in order, and lets requests and timers have their turn after every 500: a HaloPSA that ignores paging sends 20,000
 * people in one answer, and other resellers' pages do not wait for all of them.
 */
export async function mapInSlices<T, R>(items: readonly T[], map: (item: T, at: number) => R): Promise<R[]> {
  const mapped: R[] = [];
  for (const [at, item] of items.entries()) {
    if (at > 0 && at % SLICE === 0) await turn();
    mapped.push(map(item, at));
  }
  return mapped;
}
