import { localText } from '../../../../shared/days.js';
import type { Cell } from '../../columns.js';

/** A spreadsheet keeps 15 digits of a number: a longer one is written as text. */
const LARGEST_NUMBER = 999_999_999_999_999;
/** What XML 1.0 does not allow. */
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** How a spreadsheet writes a character by its number. A text that has this by chance gets its first character written so. */
const BY_NUMBER = /_(?=x[0-9a-fA-F]{4}_)/g;

/** What a cell shows. Times are text as in CSV, "2026-03-05 23:30:00": a spreadsheet's times have no zone. */
export function textOf(cell: Cell): string | number | null {
  if (typeof cell === 'number') return Math.abs(cell) <= LARGEST_NUMBER ? cell : String(cell);
  if (cell === null || typeof cell === 'string') return cell;
  return localText(cell.zone, cell.at);
}

/**
 * A cell in XML; nothing for an empty one.
 * @param place its name, such as `B7`
 * @param style the number of its style
 */
export function cellXml(place: string, cell: Cell, style = 0): string {
  const shown = textOf(cell);
  if (shown === null || shown === '') return '';
  const look = style === 0 ? '' : ` s="${style}"`;
  if (typeof shown === 'number') return `<c r="${place}"${look}><v>${shown}</v></c>`;
  return `<c r="${place}"${look} t="inlineStr"><is><t xml:space="preserve">${escaped(shown)}</t></is></c>`;
}

export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(NOT_IN_XML, '')
    .replace(BY_NUMBER, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** 0 → A, 25 → Z, 26 → AA */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}
