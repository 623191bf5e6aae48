import type { RowRange } from '../roster-types.js';

interface Shown {
  /** rows on the page */
  readonly shown: number;
  /** rows on the pages before, as the address tells */
  readonly before: number;
  /** rows that the filter finds, as they were counted last */
  readonly of: number;
  readonly isLast: boolean;
}

/**
 * "Rows 101–200 of 2,500". Ticks and claims move between the moment of the address, of the count and of the page: what is said never
 * contradicts itself, and there are never fewer rows than are seen.
 */
export function rangeOf({ shown, before, of: counted, isLast }: Shown): RowRange {
  if (shown === 0) return { from: 0, to: 0, of: counted };
  // Another page follows a page that is not the last, with one row at least.
  const of = Math.max(counted, isLast ? shown : shown + 1);
  const to = isLast ? of : Math.max(shown, Math.min(before + shown, of - 1));
  return { from: to - shown + 1, to, of };
}
