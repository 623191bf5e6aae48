import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { FileOf } from '../../columns.js';
import type { Format } from '../format.js';
import { assertFits } from './limits.js';
import { PARTS, sheet } from './sheet.js';

/**
 * Office Open XML (ECMA-376): a ZIP file of XML parts. The sheet is the last one and the only long one, written row by row while it is
 * compressed. Every text is an inline string, which no spreadsheet takes for a formula.
 */
export const xlsx: Format = {
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  assertFits,
  async *write<Row>(file: FileOf<Row>) {
    const zip = new ZipFile();
    const pieces = new PassThrough();
    const rows = Readable.from(sheet(file), { objectMode: false, highWaterMark: 64 * 1024 });
    // yazl reports errors of what it reads here, and pipes nothing further.
    zip.on('error', (error) => pieces.destroy(error as Error));
    rows.on('error', (error) => pieces.destroy(error));
    for (const [name, text] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(text), name);
    zip.addReadStream(rows, 'xl/worksheets/sheet1.xml');
    zip.end();
    zip.outputStream.pipe(pieces);
    try {
      for await (const piece of pieces) yield piece as Buffer;
    } finally {
      // A client that goes away ends the reading of the list.
      rows.destroy();
    }
  },
};
