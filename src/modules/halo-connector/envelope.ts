import { isRow, type Row } from './answers.js';
import { countOf } from './numbers.js';
import { HaloError } from './errors.js';

export interface Page {
  readonly rows: readonly unknown[];
  readonly announced: number | null;
}

/**
 * The rows of a list: under its key, or the answer itself, or, if `key` is undefined, the first array. HaloPSA may omit an empty list, as
 * it omits all unset fields.
 *
 * @throws HaloError `bad-answer` when there are no rows to be found
 */
export function pageOf(body: unknown, key: string | undefined): Page {
  if (Array.isArray(body)) return { rows: body, announced: null };
  if (!isRow(body)) throw new HaloError('bad-answer', { detail: 'no list' });
  const announced = countOf(body['record_count']);
  const rows = key === undefined ? Object.values(body).find((value) => Array.isArray(value)) : body[key];
  if (Array.isArray(rows)) return { rows, announced };
  if (announced === 0 && (rows === undefined || rows === null)) return { rows: [], announced };
  throw new HaloError('bad-answer', { detail: 'no list' });
}

/**
 * A single record: bare, or wrapped in an object, an array, or an object with an array.
 * @param marks fields of which a record has at least one
 * @throws HaloError `bad-answer`
 */
export function recordOf(body: unknown, marks: readonly string[]): Row {
  const inside = isRow(body) ? Object.values(body) : [];
  const candidates: readonly unknown[] = [body, ...inside].flat();
  const record = candidates.filter(isRow).find((candidate) => marks.some((mark) => mark in candidate));
  if (!record) throw new HaloError('bad-answer', { detail: 'no record' });
  return record;
}
