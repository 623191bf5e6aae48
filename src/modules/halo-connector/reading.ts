import { pageOutcome } from './page-outcome.js';

/** One reading of a list, and two more if it changes. */
const MOST_READINGS = 3;
/** HaloPSA's page sizes: a list of exactly this many rows might be a first page that is sent again and again. */
const PAGE_SIZES: readonly number[] = [50, 100];

/** The state of one reading of a list. Plain JSON: it is stored with the rows, so that a kill loses nothing. */
export interface Reading {
  readonly n: number;
  /** number of its first page */
  readonly from: number;
  /** distinct ids so far, as found by this reading */
  readonly distinct: number;
  /** the same, before the last page */
  readonly distinctBefore: number;
  /** the number that the last page announced */
  readonly announced: number | null;
  /** the last id of the last page while the ids ascend, as requested; null if they do not */
  readonly lastId: number | null;
  /** the page to read again from, because the list changed there */
  readonly moved: Pick<Reading, 'from' | 'distinct'> | null;
}

export interface ReadPage {
  readonly pageNo: number;
  readonly rows: number;
  /** usable ids, in the order of the rows */
  readonly ids: readonly number[];
  /** how many of them no earlier page of this reading had */
  readonly newIds: number;
  /** rows of this page and earlier ones without a usable id: they are part of the announced number */
  readonly unusable?: number;
  readonly announced: number | null;
}

export interface ReadOn {
  /** `again`: the list is read again from page `reading.from` */
  readonly outcome: 'more' | 'again' | 'end' | 'fault';
  readonly reading: Reading;
  /** at the end: the list may have changed unnoticed */
  readonly unsure: boolean;
}

export const FIRST_READING: Reading = begin(1, { from: 1, distinct: 0 });

/**
 * What a page means for the reading of its list. Rows move while a list is being read: removing a person shifts all later pages by one, and
 * a row falls between two pages. The list has changed if the announced number changes between two pages, a page mixes new ids with ids of
 * an earlier one, the order of ids breaks, or fewer rows came in the end than were announced. It is then read again from the page before,
 * at most twice.
 */
export function readOn(before: Reading, page: ReadPage): ReadOn {
  const distinct = before.distinct + page.newIds;
  const idsInPage = new Set(page.ids).size;
  const announced = page.announced ?? before.announced;
  const usable = announced === null ? null : Math.max(0, announced - (page.unusable ?? 0));
  const facts = { newIds: page.newIds, distinctSoFar: distinct, announced: usable };
  const outcome = pageOutcome({ rowsInPage: page.rows, idsInPage, ...facts });
  const reading = page.rows === 0 ? before : after(before, page, distinct, page.newIds === 0);
  if (outcome === 'more') return { outcome, reading, unsure: false };
  if (outcome === 'fault') {
    const again = reading.moved && reading.n < MOST_READINGS ? begin(reading.n + 1, reading.moved) : undefined;
    return again ? { outcome: 'again', reading: again, unsure: false } : { outcome, reading, unsure: false };
  }
  const next = nextReading(reading, page.unusable ?? 0);
  if (next) return { outcome: 'again', reading: next, unsure: false };
  const maybeCut = page.rows > 0 && facts.announced === null && PAGE_SIZES.includes(page.rows);
  return { outcome: 'end', reading, unsure: reading.moved !== null || maybeCut };
}

function nextReading({ n, from, distinct, announced, moved }: Reading, unusable: number): Reading | undefined {
  if (n >= MOST_READINGS) return undefined;
  if (moved) return begin(n + 1, moved);
  // A list that was read again from the start without changing is as HaloPSA shows it.
  const settled = n > 1 && from === 1;
  return announced !== null && distinct + unusable < announced && !settled
    ? begin(n + 1, { from: 1, distinct: 0 })
    : undefined;
}

/** @param repeats the page has no new id: its order means nothing, only its announced number may */
function after(before: Reading, page: ReadPage, distinct: number, repeats: boolean): Reading {
  const first = page.pageNo === before.from;
  const ascending = page.ids.every((id, i) => i === 0 || id > (page.ids[i - 1] ?? 0));
  const outOfOrder =
    !first && !repeats && ascending && before.lastId !== null && (page.ids[0] ?? Infinity) < before.lastId;
  const seenAgain = page.newIds > 0 && page.newIds < new Set(page.ids).size;
  const moves = seenAgain || outOfOrder || (!first && otherTotal(before, page));
  const back = Math.max(page.pageNo - 1, before.from);
  return {
    ...before,
    distinct,
    distinctBefore: before.distinct,
    announced: page.announced ?? before.announced,
    lastId: ascending && (first || before.lastId !== null) ? (page.ids.at(-1) ?? before.lastId) : null,
    moved: before.moved ?? (moves ? { from: back, distinct: before.distinctBefore } : null),
  };
}

/** Whether HaloPSA announces a different number than before. Some tenants announce the page's own number of rows, which means nothing. */
function otherTotal(before: Reading, { announced, rows }: ReadPage): boolean {
  return announced !== null && before.announced !== null && announced !== before.announced && announced > rows;
}

function begin(n: number, { from, distinct }: Pick<Reading, 'from' | 'distinct'>): Reading {
  return { n, from, distinct, distinctBefore: distinct, announced: null, lastId: null, moved: null };
}
