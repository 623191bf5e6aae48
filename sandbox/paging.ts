import type { FaultRule } from './faults.js';
import type { Query } from './query.js';
import { json, modelState, type Answer } from './wire.js';

/** The number of rows in an answer to a request without paging. */
const WITHOUT_PAGING = 50;

export interface Listing<Row> {
  /** The key of the array in the envelope. */
  readonly key: string;
  readonly total: number;
  row(place: number): Row;
  /** Makes a row that does not exist, for the endless list. */
  phantom(place: number): Row;
}

/** The requested page: `page_no` and `page_size` count only together with `pageinate=true`. */
export function pageOf(query: Query): number {
  return query.flag('pageinate', false) ? Math.max(1, query.number('page_no') ?? 1) : 1;
}

/** The answer to a request for a list: the whole envelope if paged, else the count and the first rows. */
export function listAnswer<Row>(all: Listing<Row>, query: Query, pageCap: number, fault: FaultRule | null): Answer {
  const listing = listingOf(all, query, fault);
  if (fault?.fault === 'paging-ignored') return json(200, { [listing.key]: rows(listing, 0, listing.total, fault) });
  const cap = fault?.fault === 'page-cap' ? (fault.rows ?? 10) : pageCap;
  if (!query.flag('pageinate', false)) {
    const count = Math.min(query.number('count') ?? WITHOUT_PAGING, cap);
    return json(200, {
      record_count: announced(counted(listing, query), fault),
      [listing.key]: rows(listing, 0, count, fault),
    });
  }
  for (const name of ['page_no', 'page_size']) {
    const value = query.text(name);
    if (value !== undefined && query.number(name) === undefined) return modelState(name, value);
  }
  const page = pageOf(query);
  const asked = Math.max(1, query.number('page_size') ?? WITHOUT_PAGING);
  const size = Math.min(asked, cap);
  const shown = fault?.fault === 'repeat-page' ? Math.max(1, fault.show ?? page - 1) : page;
  const found = rows(listing, (shown - 1) * size, size, fault);
  const total = counted(listing, query);
  return json(200, envelope({ ...listing, total }, page, asked, [...found, ...withoutIds(found, fault)], fault));
}

/** HaloPSA does not say that it returned fewer rows than requested: `page_size` repeats the request. Past the end the count is 0. */
function envelope<Row>(listing: Listing<Row>, page: number, asked: number, found: Row[], fault: FaultRule | null) {
  return {
    page_no: page,
    page_size: asked,
    record_count: found.length === 0 && page > 1 ? 0 : announced(listing.total, fault),
    [listing.key]: found,
    columns: [],
    columns_id: 0,
    columns_tilehtml: '',
    _dl_warning: '',
    ...(listing.key === 'users' ? { user_ids: '' } : {}),
  };
}

function rows<Row>(listing: Listing<Row>, from: number, count: number, fault: FaultRule | null): Row[] {
  const end = fault?.fault === 'endless' ? from + count : Math.min(from + count, listing.total);
  const found: Row[] = [];
  for (let place = from; place < end; place += 1) {
    found.push(place < listing.total ? listing.row(place) : listing.phantom(place));
  }
  return found;
}

/** With `idonly`, a row has only its id and its kind. */
function listingOf<Row>(given: Listing<Row>, query: Query, fault: FaultRule | null): Listing<unknown> {
  const all = fault?.fault === 'rows-gone' ? withoutFirst(given, fault.by ?? 1) : given;
  if (!query.flag('idonly', false)) return all;
  const idOnly = (row: Row) => {
    const { id, use } = row as { id?: number; use?: string };
    return { id, use };
  };
  return { ...all, row: (place) => idOnly(all.row(place)), phantom: (place) => idOnly(all.phantom(place)) };
}

/** The list after rows were removed: all later rows move up. */
function withoutFirst<Row>(listing: Listing<Row>, gone: number): Listing<Row> {
  const total = Math.max(0, listing.total - gone);
  return { ...listing, total, row: (place) => listing.row(place + gone) };
}

/** Copies of the first row with ids out of range. Ids start at 1 and have 32 bits. */
function withoutIds([first]: readonly unknown[], fault: FaultRule | null): unknown[] {
  if (fault?.fault !== 'without-ids' || typeof first !== 'object') return [];
  return Array.from({ length: fault.rows ?? 2 }, (_, n) => ({ ...first, id: n % 2 === 0 ? -1 : 3_000_000_000 + n }));
}

/** `count` limits the total number of rows. */
function counted({ total }: Listing<unknown>, query: Query): number {
  return Math.min(query.number('count') ?? total, total);
}

function announced(total: number, fault: FaultRule | null): number {
  const half = Math.floor(total / 2);
  if (fault?.fault === 'without-ids') return total + (fault.rows ?? 2);
  if (fault?.fault === 'count-high') return total + (fault.by ?? Math.max(7, half));
  if (fault?.fault === 'count-low') return Math.max(0, total - (fault.by ?? half));
  return total;
}
