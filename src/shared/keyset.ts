import { validate } from 'uuid';

/** A place in a list that is sorted by name: the next page begins after it. */
export interface Place {
  readonly key: string;
  readonly id: string;
}

/** Longest cursor that `toCursor` makes: 100 characters of a key, an id, in base64. */
const LONGEST_CURSOR = 1_000;

export function toCursor({ key, id }: Place): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** @returns undefined where the text is no cursor of ours: the list then begins at its beginning */
export function fromCursor(cursor: string | undefined): Place | undefined {
  if (!cursor || cursor.length > LONGEST_CURSOR) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(place)) return undefined;
    const [key, id] = place as unknown[];
    // A NUL would stop PostgreSQL.
    if (typeof key !== 'string' || key.includes('\0') || !key.isWellFormed()) return undefined;
    return typeof id === 'string' && validate(id) ? { key, id } : undefined;
  } catch {
    return undefined;
  }
}

export interface KeysetPage<Row> {
  readonly rows: readonly Row[];
  /** the cursor that was followed; null: this is the first page */
  readonly at: string | null;
  /** null: this is the last page */
  readonly next: string | null;
}

/** Cuts what was read (one row more than a page has) to the page, and says where the next one begins. */
export function pageOf<Row>(
  rows: readonly Row[],
  size: number,
  at: string | undefined,
  place: (row: Row) => Place,
): KeysetPage<Row> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { rows: shown, at: at ?? null, next: last && rows.length > size ? toCursor(place(last)) : null };
}
