import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What a column takes: JSON as text, made by the caller. */
export type Value = string | number | boolean | Date | null;

type Rows = readonly Readonly<Record<string, Value>>[];

/** Takes rows as COPY does: a table with its columns, and what it writes of them. */
type Fill = (target: string, text: Iterable<Buffer>) => Promise<void>;

/** How rows are copied by those who fill tables that nobody else sees yet (fill-tables.ts). */
const filling = new WeakMap<pg.PoolClient, Fill>();

/** From now on rows are added on this connection as `fill` does. */
export function fillBy(tx: pg.PoolClient, fill: Fill): void {
  filling.set(tx, fill);
}

/**
 * Adds rows to a table by COPY, which PostgreSQL takes about twice as fast as an insert of the same rows.
 * @param table its name, and in each row the names of its columns: of the code, never of a visitor; all rows name the same
 */
export async function addRows(tx: pg.PoolClient, table: string, rows: Rows): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const fill = filling.get(tx) ?? ((target, text) => copyInto(tx, target, text));
  await fill(`${table} (${columns.join(', ')})`, textOf(rows, columns));
}

async function copyInto(tx: pg.PoolClient, target: string, text: Iterable<Buffer>): Promise<void> {
  await pipeline(Readable.from(text), tx.query(copyFrom(`copy ${target} from stdin`)));
}

/** PostgreSQL takes the first lines apart while the next ones are written. */
const PART_BYTES = 128 * 1024;
/** A character takes at most three bytes of UTF-8 for each of its units in a string. */
const MOST_BYTES = 3;

/**
 * COPY's text format (PostgreSQL manual, COPY, "File Formats"), in parts. Line by line into bytes: put together as one string first, it
 * took twice the time, and most of that to clear up behind it.
 */
function* textOf(rows: Rows, columns: readonly string[]): Generator<Buffer> {
  let bytes = Buffer.allocUnsafe(PART_BYTES);
  let length = 0;
  for (const row of rows) {
    const line = lineOf(row, columns);
    if (length + line.length * MOST_BYTES > bytes.length) {
      if (length > 0) yield bytes.subarray(0, length);
      bytes = Buffer.allocUnsafe(Math.max(PART_BYTES, line.length * MOST_BYTES));
      length = 0;
    }
    length += bytes.write(line, length);
  }
  yield bytes.subarray(0, length);
}

function lineOf(row: Rows[number], columns: readonly string[]): string {
  let line = '';
  let between = '';
  for (const column of columns) {
    line += between + fieldOf(row[column] ?? null);
    between = '\t';
  }
  return `${line}\n`;
}

function fieldOf(value: Value): string {
  if (typeof value === 'string') return special.test(value) ? value.replace(everySpecial, escapeOf) : value;
  if (value === null) return '\\N';
  return value instanceof Date ? timeOf(value) : String(value);
}

const special = /[\\\n\r\t]/;
const everySpecial = /[\\\n\r\t]/g;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const escapeOf = (sign: string) => escapes[sign] ?? sign;

let lastTime = { at: Number.NaN, text: '' };

/** What was recorded together has one time. */
function timeOf(date: Date): string {
  const at = date.getTime();
  if (at !== lastTime.at) lastTime = { at, text: date.toISOString() };
  return lastTime.text;
}
