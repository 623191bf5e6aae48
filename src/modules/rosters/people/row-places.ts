import type pg from 'pg';
import type { Roster } from '../roster.js';
import { indexOf, keysOf } from './row-order.js';
import type { PeopleQuery, RowPlace } from './row-query.js';
import { shownBy } from './these.js';

export const PAGE_SIZE = 100;

/** The rows of a filtered and sorted list, and the page of it that begins after a place. */
export interface SortedRows {
  /** `from roster_person where …` */
  readonly from: string;
  readonly values: readonly unknown[];
  readonly keys: readonly string[];
  readonly desc: boolean;
  /** null: the first page */
  readonly after: RowPlace | null;
  /** the keys of the row at that place */
  readonly at: readonly string[] | null;
}

type Database = Pick<pg.PoolClient, 'query'>;

/** @param total how many rows the filter has, for the last page */
export async function sortedRows(db: Database, roster: Roster, query: PeopleQuery, total: number): Promise<SortedRows> {
  const [where, values] = shownBy(query);
  const rows: SortedRows = {
    from: `from roster_person where roster_id = $1 and ${where} ${indexOf(query.order, query)}`,
    values: [roster.id, ...values],
    keys: keysOf(query.order),
    desc: query.order.desc,
    after: null,
    at: null,
  };
  const after = query.after === 'last' ? await beforeLast(db, rows, total) : query.after;
  const at = after && (await keysAt(db, rows, after));
  // An id that is not in the list has no place in it.
  return at ? { ...rows, after, at } : rows;
}

/** The rows after the place, or with `back` before it, and the order that they come in. */
export function rowsFrom({ from, values, keys, desc, at }: SortedRows, back = false) {
  const isDown = desc !== back;
  const types = keys.map((_, n) => (n === keys.length - 1 ? 'bigint' : 'text'));
  const place = types.map((type, n) => `$${values.length + n + 1}::${type}`).join(', ');
  const range = at ? `and (${keys.join(', ')}) ${isDown ? '<' : '>'}${back ? '=' : ''} (${place})` : '';
  const order = keys.map((key) => `${key}${isDown ? ' desc' : ''}`).join(', ');
  return { sql: `${from} ${range}`, order, values: [...values, ...(at ?? [])] };
}

/** Where the page before begins; null if that is the first page. */
export async function placeBefore(db: Database, rows: SortedRows): Promise<RowPlace | null> {
  const haloId = await skipBack(db, rows, PAGE_SIZE);
  return haloId === null ? null : { rows: Math.max((rows.after?.rows ?? 0) - PAGE_SIZE, 1), haloId };
}

/** The last page is read from the end: the row before it is the one after which it begins. */
async function beforeLast(db: Database, rows: SortedRows, total: number): Promise<RowPlace | null> {
  const shown = ((total - 1) % PAGE_SIZE) + 1;
  const haloId = total > PAGE_SIZE ? await skipBack(db, rows, shown) : null;
  return haloId === null ? null : { rows: total - shown, haloId };
}

async function skipBack(db: Database, rows: SortedRows, skipped: number): Promise<number | null> {
  const { sql, order, values } = rowsFrom(rows, true);
  const { rows: found } = await db.query<{ halo_id: string }>(
    `select halo_id ${sql} order by ${order} offset ${skipped} limit 1`,
    values,
  );
  return found[0] ? Number(found[0].halo_id) : null;
}

async function keysAt(db: Database, { values, keys }: SortedRows, { haloId }: RowPlace) {
  const { rows } = await db.query<{ keys: string[] }>(
    `select array[${keys.map((key) => `(${key})::text`).join(', ')}] as keys from roster_person
     where roster_id = $1 and halo_id = $2`,
    [values[0], haloId],
  );
  return rows[0]?.keys ?? null;
}
