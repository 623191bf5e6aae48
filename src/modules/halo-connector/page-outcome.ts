export interface PageFacts {
  /** rows of the page that has just come */
  readonly rowsInPage: number;
  /** how many of its ids no earlier page had */
  readonly newIds: number;
  /** distinct ids of all pages up to this one */
  readonly distinctSoFar: number;
  /** how many rows HaloPSA announced in all, if it did */
  readonly announced: number | null;
  /** distinct ids of the page; left out: not known */
  readonly idsInPage?: number;
}

/**
 * Whether a list goes on after a page. Sizes decide nothing: some tenants give 100 rows whatever is asked for, and the announced number may
 * be wrong either way (halo-api.md, "Lists"). So an empty page is the end; a page that only repeats is the end when all announced ids have
 * come, and else a fault, because people would be missing without anybody knowing. Where nothing was announced, a page that repeats every id
 * so far is the whole list from a server that knows no pages.
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
