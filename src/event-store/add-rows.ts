import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What a column takes: JSON as text, made by the caller. */
export type Value = string | number | boolean | Date | null;

type Rows = readonly Readonly<Record<string, Value>>[];

/** How rows are copied for those whose tables nobody else sees yet. */
const filling = new WeakMap<pg.PoolClient, (table: string, columns: readonly string[], rows: Rows) => Promise<void>>();

/**
 * Adds rows to a table by COPY, which PostgreSQL takes about twice as fast as an insert of the same rows.
 * @param table its name, and in each row the names of its columns: of the code, never of a visitor; all rows name the same
 */
export async function addRows(tx: pg.PoolClient, table: string, rows: Rows): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const fill = filling.get(tx);
  if (fill) await fill(table, columns, rows);
  else await copyInto(tx, `${table} (${columns.join(', ')}) from stdin`, textOf(rows, columns));
}

/**
 * Has `work` fill tables that were made in this transaction, on a connection of the same kind: rows are written as PostgreSQL otherwise
 * leaves them only after a VACUUM (COPY … FREEZE), and while they are on their way the next ones are made. Whatever else is asked of
 * the connection waits for them, and hears of it where they fail.
 *
 * @param beforeOther done before anything else than adding rows is asked for the first time
 */
export async function fillingTables(
  tx: pg.PoolClient,
  beforeOther: () => Promise<void>,
  work: (tx: pg.PoolClient) => Promise<void>,
): Promise<void> {
  let onTheWay: Promise<void> = Promise.resolve();
  let ready: Promise<void> | undefined;
  const query = async (...args: [string]) => {
    await onTheWay;
    await (ready ??= beforeOther());
    return tx.query(...args);
  };
  const behind = new Proxy(tx, { get: (from, name) => (name === 'query' ? query : Reflect.get(from, name)) });
  filling.set(behind, async (table, columns, rows) => {
    // Whole, so that this process, busy with the next ones, is not asked for part after part.
    const text = Buffer.concat([...textOf(rows, columns)]);
    await onTheWay;
    onTheWay = copyInto(tx, `${table} (${columns.join(', ')}) from stdin with (freeze)`, [text]);
    // Whoever comes next hears of it, or the end.
    onTheWay.catch(() => undefined);
  });
  await work(behind).finally(() => onTheWay.catch(() => undefined));
  await onTheWay;
}

async function copyInto(tx: pg.PoolClient, target: string, text: Iterable<Buffer>): Promise<void> {
  await pipeline(Readable.from(text), tx.query(copyFrom(`copy ${target}`)));
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
