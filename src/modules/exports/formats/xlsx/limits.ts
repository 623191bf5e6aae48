import { NotPossibleNow } from '../../../../shared/errors.js';
import type { FileOf } from '../../columns.js';
import { textOf } from './cells.js';

/** Of a spreadsheet, the heading among them. */
export const MOST_ROWS = 1_048_576;
/** Of a cell, in UTF-16 code units. */
export const LONGEST_CELL = 32_767;

const INSTEAD = 'Export it as CSV or NDJSON, which have no such limit, or filter the list first.';

/**
 * Reads the whole list once, because only that says how long it is.
 * @throws NotPossibleNow if it does not fit into a spreadsheet, as soon as that is known
 */
export async function assertFits<Row>({ columns, rows }: FileOf<Row>, signal?: AbortSignal): Promise<void> {
  let read = 1;
  for await (const part of rows()) {
    signal?.throwIfAborted();
    read += part.length;
    if (read > MOST_ROWS)
      throw new NotPossibleNow(
        `This list has more than ${(MOST_ROWS - 1).toLocaleString('en-GB')} rows, the most that fit into a spreadsheet. ${INSTEAD}`,
      );
    const long = columns.find(({ value }) => part.some((row) => lengthOf(textOf(value(row))) > LONGEST_CELL));
    if (long)
      throw new NotPossibleNow(
        `A value in the column “${long.head}” is longer than ${LONGEST_CELL.toLocaleString('en-GB')} characters, the most that fit into a cell. ${INSTEAD}`,
      );
  }
}

const lengthOf = (text: string | number | null) => (typeof text === 'string' ? text.length : 0);
