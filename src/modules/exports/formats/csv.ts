import { stringify } from 'csv-stringify/sync';
import { localText } from '../../../shared/days.js';
import type { Cell, FileOf } from '../columns.js';
import type { Format } from './format.js';

/** Excel reads a file without it in the code page of the computer. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Text that a spreadsheet would take for a formula is written with an apostrophe before it. */
const OPTIONS = { escape_formulas: true, record_delimiter: 'windows' } as const;

/** RFC 4180, for spreadsheets. */
export const csv: Format = {
  mediaType: 'text/csv; charset=utf-8',
  async *write<Row>({ columns, rows }: FileOf<Row>) {
    yield BYTE_ORDER_MARK + stringify([columns.map(({ head }) => head)], OPTIONS);
    for await (const part of rows()) {
      if (part.length > 0)
        yield stringify(
          part.map((row) => columns.map(({ value }) => plain(value(row)))),
          OPTIONS,
        );
    }
  },
};

/** "2026-03-05 23:30:00", which spreadsheets know as a time. */
function plain(cell: Cell): string | number | null {
  return cell !== null && typeof cell === 'object' ? localText(cell.zone, cell.at) : cell;
}
