import pg from 'pg';
import type { Position } from '../../../event-store/index.js';
import type { Findable, WordRow } from './person-keys.js';

/** A row found by a word, which the next page can continue after. */
export interface NamePlace extends WordRow {
  readonly position: Position;
}

export interface PartPlace {
  readonly part: string;
  readonly position: Position;
}

export interface AddressPlace {
  readonly address: string;
  readonly position: Position;
}

/** Sorts after every character that a key can contain. */
const LAST = '\u{10FFFF}';
/** Appended to a text, gives the next text in order: PostgreSQL has no NUL. */
const NEXT = '\u0001';

/**
 * Rows whose word begins with the first prefix, and whose next word begins with the second; ordered by word, then by the rest, then newest
 * first. Only `limit` rows are read, however many there are: from one place in the index or, if the second prefix is rarer, from one place
 * per distinct first word (PostgreSQL 18 skips from one to the next; older versions scan the entries of the first).
 */
export async function foundByName(
  pool: pg.Pool,
  resellerId: string,
  [first = '', second]: readonly string[],
  after: NamePlace | undefined,
  limit: number,
): Promise<NamePlace[]> {
  const values: unknown[] = [resellerId, limit, first, first + LAST];
  const one = (value: string) => `$${values.push(value)}`;
  const both = second ? ` and rest >= ${one(second)} and rest < ${one(second + LAST)}` : '';
  const range = `reseller_id = $1 and word >= $3 and word < $4${both}`;
  const read = inOrder('word, rest, position', 'history_word', range, 'word, rest, position desc');
  if (!after) return (await pool.query<NamePlace>(read.first, values)).rows;
  const [word, rest, position] = [one(after.word), one(after.rest), one(after.position)];
  const behind = [
    `word = ${word} and rest = ${rest} and position < ${position}`,
    `word = ${word} and rest > ${rest}`,
    `word > ${word}`,
  ];
  return (await pool.query<NamePlace>(read.parts(behind), values)).rows;
}

/** Entries of one address, newest first; or of all addresses with this prefix, by address. */
export async function foundByAddress(
  pool: pg.Pool,
  resellerId: string,
  { key, whole }: { readonly key: string; readonly whole: boolean },
  after: AddressPlace | undefined,
  limit: number,
): Promise<AddressPlace[]> {
  const values: unknown[] = [resellerId, limit, key, key + (whole ? NEXT : LAST)];
  const range = 'reseller_id = $1 and address >= $3 and address < $4';
  const read = inOrder('address, position', 'history', range, 'address, position desc');
  if (!after) return (await pool.query<AddressPlace>(read.first, values)).rows;
  const behind = ['address = $5 and position < $6', 'address > $5'];
  return (await pool.query<AddressPlace>(read.parts(behind), [...values, after.address, after.position])).rows;
}

/** Entries of addresses with a part that has this prefix; by part, then newest first. */
export async function foundByPart(
  pool: pg.Pool,
  resellerId: string,
  key: string,
  after: PartPlace | undefined,
  limit: number,
): Promise<PartPlace[]> {
  const range = 'reseller_id = $1 and part >= $3 and part < $4';
  const read = inOrder('part, position', 'history_address_part', range, 'part, position desc');
  const values = [resellerId, limit, key, key + LAST];
  if (!after) return (await pool.query<PartPlace>(read.first, values)).rows;
  const behind = ['part = $5 and position < $6', 'part > $5'];
  return (await pool.query<PartPlace>(read.parts(behind), [...values, after.part, after.position])).rows;
}

/** The people that some entries are about. */
export async function peopleAt(
  pool: pg.Pool,
  positions: readonly Position[],
): Promise<ReadonlyMap<Position, Findable>> {
  const { rows } = await pool.query<{ position: Position; person: Findable }>(
    'select position, person from history where position = any($1::text[]) and person is not null',
    [positions],
  );
  return new Map(rows.map(({ position, person }) => [position, person]));
}

/**
 * Reads in index order. With one column ascending and the next descending, the rows after a place are not a single range of the index. So
 * they are read range by range, at most one page of each.
 */
function inOrder(columns: string, table: string, range: string, order: string) {
  const part = (where: string) =>
    `(select ${columns} from ${table} where ${range}${where} order by ${order} limit $2::integer)`;
  return {
    first: part(''),
    parts: (behind: readonly string[]) =>
      `${behind.map((where) => part(` and ${where}`)).join(' union all ')} order by ${order} limit $2::integer`,
  };
}
