import type pg from 'pg';
import { fromCursor, LAST_PAGE, toCursor, type KeysetPlace } from './keyset.js';
import { rangeOf, type RowRange } from './row-range.js';

/** What a list can be sorted by. An expression that is never null, from the code and never from input. */
export interface Key {
  readonly sql: string;
  readonly type: 'text' | 'uuid' | 'bigint' | 'timestamptz';
}

export interface KeyedList {
  /** the columns to read, without the keys */
  readonly columns: string;
  /** such as `member where team_id = $1` */
  readonly from: string;
  readonly values: readonly unknown[];
  /** the order of the list; the last key is the row's id */
  readonly order: readonly Key[];
  readonly desc?: boolean;
  readonly size: number;
  /** how many rows the list has; null if counting them would read all of it */
  readonly total: number | null;
}

/** A page of a list, with the cursors of the others: `previous` and `last` are null where there is no such page, '' is the first page. */
export interface KeyedPage<Row> {
  readonly rows: readonly Row[];
  readonly at: string | null;
  readonly next: string | null;
  readonly previous: string | null;
  readonly last: string | null;
  readonly range: RowRange;
}

type Keyed<Row> = Row & { readonly keys: string[] };
type Database = Pick<pg.Pool, 'query'>;

const FITS: Readonly<Record<Key['type'], RegExp>> = {
  text: /^[^]*$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  bigint: /^-?\d{1,18}$/,
  timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::\d{2})?$/,
};

/**
 * Reads one page: the rows after a place, of which an index in this order gives no more than a page, however deep the page is.
 * @param cursor of one of the pages; an invalid one gives the first page, like the cursor of a page that has no rows any more
 */
export async function pageByKey<Row>(
  db: Database,
  list: KeyedList,
  cursor: string | undefined,
): Promise<KeyedPage<Row>> {
  if (cursor === LAST_PAGE && list.total) return lastPage(db, list, list.total);
  const fits = list.order.map(({ type }) => FITS[type]);
  const place = fromCursor(cursor, fits);
  const page = await pageAfter<Row>(db, list, place);
  return place && page.rows.length === 0 ? pageAfter(db, list, undefined) : page;
}

/**
 * Reads a list to its end, a page at a time.
 * @param read the page after a cursor. Like `pageByKey`, it may answer with the first page when the rows behind the cursor are gone: the end
 */
export async function* allPages<Row>(
  read: (after: string | undefined) => Promise<Pick<KeyedPage<Row>, 'rows' | 'at' | 'next'>>,
): AsyncGenerator<readonly Row[]> {
  for (let after: string | null = ''; after !== null;) {
    const page: Pick<KeyedPage<Row>, 'rows' | 'at' | 'next'> = await read(after === '' ? undefined : after);
    if (after !== '' && page.at === null) return;
    yield page.rows;
    after = page.next;
  }
}

/** Most rows that are counted. Beyond, pages have no total. */
const MOST_COUNTED = 10_000;

/**
 * How many rows a query finds.
 * @param from what follows `from`, with its conditions
 * @returns null for more than 10,000: counting them all would take too long
 */
export async function countFound(db: Database, from: string, values: readonly unknown[]): Promise<number | null> {
  const { rows } = await db.query<{ found: number }>(
    `select count(*)::int as found from (select from ${from} limit ${MOST_COUNTED + 1}) as counted`,
    [...values],
  );
  const found = rows[0]?.found ?? 0;
  return found > MOST_COUNTED ? null : found;
}

async function pageAfter<Row>(db: Database, list: KeyedList, place: KeysetPlace | undefined): Promise<KeyedPage<Row>> {
  const found = await read<Row>(db, list, { after: place, limit: list.size + 1 });
  const rows = found.slice(0, list.size);
  const isLast = found.length <= list.size;
  const range = rangeOf({
    ...{ shown: rows.length, before: place?.rows ?? 0, of: list.total, isLast, size: list.size },
  });
  const end = rows.at(-1);
  return {
    rows,
    at: place ? toCursor(place) : null,
    next: isLast || !end ? null : toCursor({ keys: end.keys, rows: range.to }),
    previous: place ? await previous(db, list, place) : null,
    last: isLast || list.total === null ? null : LAST_PAGE,
    range,
  };
}

/** Read from the end, with the row before it, after which it begins. */
async function lastPage<Row>(db: Database, list: KeyedList, total: number): Promise<KeyedPage<Row>> {
  const shown = ((total - 1) % list.size) + 1;
  const found = await read<Row>(db, { ...list, desc: !list.desc }, { limit: shown + 1 });
  const before = found[shown];
  if (!before) return pageAfter(db, list, undefined);
  return pageAfter(db, list, { keys: before.keys, rows: total - shown });
}

/** The place of the page before: as many rows earlier as a page has. */
async function previous(db: Database, list: KeyedList, place: KeysetPlace): Promise<string> {
  const backwards = { ...list, columns: '', desc: !list.desc };
  const [row] = await read(db, backwards, { after: place, orAt: true, skip: list.size, limit: 1 });
  return row ? toCursor({ keys: row.keys, rows: Math.max(place.rows - list.size, 1) }) : '';
}

interface Range {
  readonly after?: KeysetPlace | undefined;
  readonly orAt?: boolean;
  readonly skip?: number;
  readonly limit: number;
}

async function read<Row>(
  db: Database,
  { columns, from, values: given, order, desc = false }: KeyedList,
  { after, orAt = false, skip = 0, limit }: Range,
): Promise<Keyed<Row>[]> {
  const values = [...given];
  const one = (value: unknown) => `$${values.push(value)}`;
  const keys = order.map(({ sql }) => sql);
  const range = after
    ? `and (${keys.join(', ')}) ${desc ? '<' : '>'}${orAt ? '=' : ''}
       (${order.map(({ type }, n) => `${one(after.keys[n])}::${type}`).join(', ')})`
    : '';
  const { rows } = await db.query<Keyed<Row>>(
    `select ${columns && `${columns}, `}array[${keys.map((key) => `(${key})::text`).join(', ')}] as keys from ${from} ${range}
     order by ${keys.map((key) => `${key}${desc ? ' desc' : ''}`).join(', ')} offset ${one(skip)} limit ${one(limit)}`,
    values,
  );
  return rows;
}
