export interface PageFacts {
  /** rows in the page that has just arrived */
  readonly rowsInPage: number;
  /** ids in the page that no earlier page had */
  readonly newIds: number;
  /** distinct ids in all pages so far */
  readonly distinctSoFar: number;
  /** total number of rows that HaloPSA announced; null if it announced none */
  readonly announced: number | null;
  /** distinct ids in the page; undefined if not known */
  readonly idsInPage?: number;
}

/**
 * Whether a list continues after a page. Sizes decide nothing: some tenants send 100 rows whatever page size is asked for, and the
 * announced number may be too high or too low (halo-api.md, "Lists"). An empty page is the end. A page of repeated ids is the end when all
 * announced ids have come; otherwise it is a fault, because people would be missing silently. If no number was announced, a page that
 * repeats every id so far is the whole list, from a server without paging.
 */
export function pageOutcome({
  rowsInPage,
  newIds,
  distinctSoFar,
  announced,
  idsInPage,
}: PageFacts): 'more' | 'end' | 'fault' {
  if (rowsInPage === 0) return 'end';
  if (newIds > 0) return 'more';
  if (announced === null) return idsInPage === distinctSoFar ? 'end' : 'fault';
  return distinctSoFar >= announced ? 'end' : 'fault';
}
