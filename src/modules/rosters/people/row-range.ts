import type { RowRange } from '../roster-types.js';

interface Shown {
  /** rows on the page */
  readonly shown: number;
  /** rows on the pages before, according to the URL */
  readonly before: number;
  /** rows that the filter matches, as last counted */
  readonly of: number;
  readonly isLast: boolean;
}

/**
 * "Rows 101–200 of 2,500". Ticks and claims can change between the URL, the count and the page. The result is always consistent, and never
 * has fewer rows than are shown.
 */
export function rangeOf({ shown, before, of: counted, isLast }: Shown): RowRange {
  if (shown === 0) return { from: 0, to: 0, of: counted };
  // A page that is not the last is followed by at least one row.
  const of = Math.max(counted, isLast ? shown : shown + 1);
  const to = isLast ? of : Math.max(shown, Math.min(before + shown, of - 1));
  return { from: to - shown + 1, to, of };
}
