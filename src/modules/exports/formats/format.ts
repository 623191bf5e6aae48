import type { FileOf } from '../columns.js';

/** Writes any list, and knows none. */
export interface Format {
  readonly mediaType: string;
  /** the file in pieces: the next part of the list is read when the piece before was taken */
  write<Row>(file: FileOf<Row>): AsyncIterable<string | Buffer>;
}
