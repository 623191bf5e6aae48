import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** The value of a column. The caller passes JSON as text. */
export type Value = string | number | boolean | Date | null;

type Rows = readonly Readonly<Record<string, Value>>[];

/** Receives rows in COPY's format: the table with its columns, and the text. */
type Fill = (target: string, text: Iterable<Buffer>) => Promise<void>;

/** Connections that copy in another way, because they fill tables that no other transaction can see yet (fill-tables.ts). */
const filling = new WeakMap<pg.PoolClient, Fill>();

/** Makes `addRows` use `fill` on this connection. */
export function fillBy(tx: pg.PoolClient, fill: Fill): void {
  filling.set(tx, fill);
}

/**
 * Adds rows to a table by COPY, about twice as fast as an insert of the same rows.
 * @param table a name from the code, never from input, like the keys of the rows, which are its columns. All rows have the same keys
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

/** Sent in parts, so that PostgreSQL parses the first lines while the next are written. */
const PART_BYTES = 128 * 1024;
/** UTF-8 needs at most three bytes per UTF-16 code unit. */
const MOST_BYTES = 3;

/**
 * COPY's text format (PostgreSQL manual, COPY, "File Formats"), in parts. It writes line by line into a buffer: joining one string first
 * took twice the time, mostly in garbage collection.
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

/** Rows that were recorded together share one time, so the last one is cached. */
function timeOf(date: Date): string {
  const at = date.getTime();
  if (at !== lastTime.at) lastTime = { at, text: date.toISOString() };
  return lastTime.text;
}
