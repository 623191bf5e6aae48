import type { Column, FileOf } from '../../columns.js';
import { cellXml, letters, textOf } from './cells.js';
import { MOST_ROWS } from './limits.js';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Number of the style of the heading, in xl/styles.xml. */
const BOLD = 1;
/** Widths in characters. */
const [NARROWEST, WIDEST] = [10, 60];

/** All parts but the sheet. */
export const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${XML}<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml':
    `${XML}<styleSheet xmlns="${SPREADSHEET}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>',
};

/** The sheet in pieces: the heading, which stays in view, and a piece for each part of the list. */
export async function* sheet<Row>({ columns, rows }: FileOf<Row>): AsyncGenerator<string> {
  const places = columns.map((_column, n) => letters(n));
  let row = 0;
  const line = (cells: string) => `<row r="${row}">${cells}</row>`;
  const begin = (first: readonly Row[]) => {
    row = 1;
    return (
      beginning(columns, first) + line(columns.map(({ head }, n) => cellXml(`${places[n]}1`, head, BOLD)).join(''))
    );
  };
  for await (const part of rows()) {
    if (part.length === 0) continue;
    if (row === 0) yield begin(part);
    // Rows that were added since the list was counted.
    if (row + part.length > MOST_ROWS) throw new Error('The list has become too long for a spreadsheet.');
    let xml = '';
    for (const each of part) {
      row += 1;
      xml += line(columns.map(({ value }, n) => cellXml(`${places[n]}${row}`, value(each))).join(''));
    }
    yield xml;
  }
  if (row === 0) yield begin([]);
  yield '</sheetData></worksheet>';
}

function beginning<Row>(columns: readonly Column<Row>[], first: readonly Row[]): string {
  const cols = columns.map(
    (column, n) => `<col min="${n + 1}" max="${n + 1}" width="${widthOf(column, first)}" customWidth="1"/>`,
  );
  return (
    `${XML}<worksheet xmlns="${SPREADSHEET}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${cols.join('')}</cols><sheetData>`
  );
}

/** That of the longest of the heading and the first rows. */
function widthOf<Row>({ head, value }: Column<Row>, first: readonly Row[]): number {
  const longest = first.reduce((most, row) => Math.max(most, String(textOf(value(row)) ?? '').length), head.length);
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}
