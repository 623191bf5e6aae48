import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What a column takes: JSON as text, made by the caller. */
export type Value = string | number | boolean | Date | null;

/** Connections in whose transaction the tables were made that they fill. */
const filling = new WeakSet<pg.PoolClient>();

/**
 * Adds rows to a table by COPY, which PostgreSQL takes about twice as fast as an insert of the same rows.
 * @param table its name, and in each row the names of its columns: of the code, never of a visitor; all rows name the same
 */
export async function addRows(
  tx: pg.PoolClient,
  table: string,
  rows: readonly Readonly<Record<string, Value>>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const freeze = filling.has(tx) ? ' with (freeze)' : '';
  const lines = Buffer.from(textOf(rows, columns));
  await pipeline(
    Readable.from([lines]),
    tx.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin${freeze}`)),
  );
}

/**
 * Has `work` write rows as PostgreSQL otherwise leaves them only after a VACUUM (COPY … FREEZE). Allowed where the tables were made in
 * this transaction: nobody else sees them.
 */
export async function freezing<T>(tx: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  filling.add(tx);
  return work().finally(() => filling.delete(tx));
}

/** COPY's text format (PostgreSQL manual, COPY, "File Formats"). */
function textOf(rows: readonly Readonly<Record<string, Value>>[], columns: readonly string[]): string {
  let text = '';
  for (const row of rows) {
    let between = '';
    for (const column of columns) {
      text += between + fieldOf(row[column] ?? null);
      between = '\t';
    }
    text += '\n';
  }
  return text;
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
