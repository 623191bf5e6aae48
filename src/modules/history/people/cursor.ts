/**
 * Where a page of people ends: by which way they were found, the last entry, and by which row of its words. It is an entry's place in its
 * stream: a position would tell how much all resellers together do, and a name has no business in an address.
 */
export interface PeopleCursor {
  readonly way: number;
  readonly stream: string;
  readonly revision: number;
  readonly row: number;
}

const CURSOR = /^(\d)\.((?:import|account)-[0-9a-f-]{36})\.(\d{1,9})\.(\d{1,2})$/;

export function toCursor({ way, stream, revision, row }: PeopleCursor): string {
  return [way, stream, revision, row].join('.');
}

/** @returns undefined where the text is no cursor of ours */
export function fromCursor(text: string): PeopleCursor | undefined {
  const [, way, stream, revision, row] = CURSOR.exec(text) ?? [];
  return stream === undefined ? undefined : { way: Number(way), stream, revision: Number(revision), row: Number(row) };
}
