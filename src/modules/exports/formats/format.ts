import type { FileOf } from '../columns.js';

/** Writes any list, and knows none. */
export interface Format {
  readonly mediaType: string;
  /** for a format with limits: reads the list, and throws NotPossibleNow if it does not fit */
  readonly assertFits?: <Row>(file: FileOf<Row>, signal?: AbortSignal) => Promise<void>;
  /** the file in pieces: the next part of the list is read when the piece before was taken */
  write<Row>(file: FileOf<Row>): AsyncIterable<string | Buffer>;
}
