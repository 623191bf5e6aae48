/** Which rows of a list are on a page: 101–200 of 2,500, where a page has 100. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
  /** null where counting them would read the whole list */
  readonly of: number | null;
  /** rows of a full page */
  readonly size: number;
}

interface Shown {
  /** rows on the page */
  readonly shown: number;
  /** rows on the pages before, according to the URL */
  readonly before: number;
  /** rows of the list, as last counted; null if they are not counted */
  readonly of: number | null;
  readonly isLast: boolean;
  readonly size: number;
}

/**
 * "101–200 of 2,500". Lists can change between the URL, the count and the page. The result is always consistent, and never has fewer rows
 * than are shown.
 */
export function rangeOf({ shown, before, of: counted, isLast, size }: Shown): RowRange {
  if (shown === 0) return { from: 0, to: 0, of: counted, size };
  if (counted === null) return { from: before + 1, to: before + shown, of: isLast ? before + shown : null, size };
  // A page that is not the last is followed by at least one row.
  const of = Math.max(counted, isLast ? shown : shown + 1);
  const to = isLast ? of : Math.max(shown, Math.min(before + shown, of - 1));
  return { from: to - shown + 1, to, of, size };
}

/** "page 3 of 25" */
export function pageNumber({ from, of, size }: RowRange): { readonly page: number; readonly pages: number | null } {
  const page = Math.max(1, Math.ceil(from / size));
  return { page, pages: of === null ? null : Math.max(page, Math.ceil(of / size)) };
}
