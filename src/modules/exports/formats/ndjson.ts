import { isoText } from '../../../shared/days.js';
import type { Cell, FileOf } from '../columns.js';
import type { Format } from './format.js';

/** One JSON object a line, for programs: every value as it is. */
export const ndjson: Format = {
  mediaType: 'application/x-ndjson; charset=utf-8',
  async *write<Row>({ columns, rows }: FileOf<Row>) {
    for await (const part of rows()) {
      if (part.length > 0)
        yield part
          .map(
            (row) =>
              `${JSON.stringify(Object.fromEntries(columns.map(({ key, value }) => [key, plain(value(row))])))}\n`,
          )
          .join('');
    }
  },
};

function plain(cell: Cell): string | number | null {
  return cell !== null && typeof cell === 'object' ? isoText(cell.zone, cell.at) : cell;
}
