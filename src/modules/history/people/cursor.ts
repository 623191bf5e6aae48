/**
 * The end of a page of people: the way they were found, the last entry, and the row of its words that matched. An entry is named by its
 * stream and revision: a position would reveal the activity of all resellers, and names do not belong in URLs.
 */
interface PeopleCursor {
  readonly way: number;
  readonly stream: string;
  readonly revision: number;
  readonly row: number;
}

const CURSOR = /^(\d)\.((?:import|account)-[0-9a-f-]{36})\.(\d{1,9})\.(\d{1,2})$/;

export function toCursor({ way, stream, revision, row }: PeopleCursor): string {
  return [way, stream, revision, row].join('.');
}

/** @returns undefined if the text is not a cursor of ours */
export function fromCursor(text: string): PeopleCursor | undefined {
  const [, way, stream, revision, row] = CURSOR.exec(text) ?? [];
  return stream === undefined ? undefined : { way: Number(way), stream, revision: Number(revision), row: Number(row) };
}
