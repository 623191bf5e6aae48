/** Where a page of a sorted list begins: after the row with these keys, the last of which is the row's id. */
export interface KeysetPlace {
  readonly keys: readonly string[];
  /** rows of the list up to this one, when the link was made: only for "101–200 of 2,500" */
  readonly rows: number;
}

/** The cursor of the last page, which is found when it is asked for. */
export const LAST_PAGE = 'last';

/** The longest cursor that `toCursor` makes: 100 characters of a name and an id, in base64. */
const LONGEST_CURSOR = 1_000;

export function toCursor({ keys, rows }: KeysetPlace): string {
  return Buffer.from(JSON.stringify([rows, ...keys])).toString('base64url');
}

/**
 * @param fits what each key must look like: a key that is a number or an id reaches the database as one
 * @returns undefined if the text is not one of our cursors: the list then starts at its first page
 */
export function fromCursor(cursor: string | undefined, fits: readonly RegExp[]): KeysetPlace | undefined {
  if (!cursor || cursor.length > LONGEST_CURSOR) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(place) || place.length !== fits.length + 1) return undefined;
    const [rows, ...keys] = place as unknown[];
    if (!Number.isSafeInteger(rows) || (rows as number) < 0) return undefined;
    return keys.every((key, n) => isKey(key, fits[n])) ? { keys: keys as string[], rows: rows as number } : undefined;
  } catch {
    return undefined;
  }
}

/** PostgreSQL rejects a NUL. */
function isKey(key: unknown, fits: RegExp | undefined): boolean {
  return typeof key === 'string' && !key.includes('\0') && key.isWellFormed() && fits?.test(key) === true;
}
