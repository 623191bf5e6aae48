import { validate } from 'uuid';

/** A position in a list sorted by name: the next page starts after it. */
export interface KeysetPlace {
  readonly key: string;
  readonly id: string;
}

/** The longest cursor that `toCursor` makes: 100 characters of a key and an id, in base64. */
const LONGEST_CURSOR = 1_000;

export function toCursor({ key, id }: KeysetPlace): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** @returns undefined if the text is not one of our cursors: the list then starts at its first page */
export function fromCursor(cursor: string | undefined): KeysetPlace | undefined {
  if (!cursor || cursor.length > LONGEST_CURSOR) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(place)) return undefined;
    const [key, id] = place as unknown[];
    // PostgreSQL rejects a NUL.
    if (typeof key !== 'string' || key.includes('\0') || !key.isWellFormed()) return undefined;
    return typeof id === 'string' && validate(id) ? { key, id } : undefined;
  } catch {
    return undefined;
  }
}

export interface KeysetPage<Row> {
  readonly rows: readonly Row[];
  /** the cursor of this page; null: the first page */
  readonly at: string | null;
  /** null: the last page */
  readonly next: string | null;
}

/** Cuts the rows that were read (one more than a page has) to a page, and says where the next one starts. */
export function pageOf<Row>(
  rows: readonly Row[],
  size: number,
  at: string | undefined,
  place: (row: Row) => KeysetPlace,
): KeysetPage<Row> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { rows: shown, at: at ?? null, next: last && rows.length > size ? toCursor(place(last)) : null };
}
