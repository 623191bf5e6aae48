/**
 * One line of text as somebody typed or pasted it: composed (NFC), without control characters, every run of white space one blank.
 * @param text whatever a form field held; what is no text is empty
 */
export function oneLine(text: unknown): string {
  if (typeof text !== 'string') return '';
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .trim();
}

/** How many characters somebody would count (code points). */
export const lengthOf = (text: string): number => [...text].length;

/** Longest key of a name: far under the 2,700 bytes that a btree of PostgreSQL takes. */
const LONGEST_KEY = 100;

const ascii = /^[\x00-\x7f]*$/;

/** A text without its capitals and accents, for finding and sorting: "Ångström" is found by "angs" and stands beside "Anton". */
export function folded(text: string): string {
  // Most names, in a hundredth of the time.
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .normalize('NFC');
}

/** What a list of names is sorted by, byte by byte. */
export function sortKey(name: string): string {
  const key = folded(name);
  return key.length <= LONGEST_KEY ? key : [...key].slice(0, LONGEST_KEY).join('');
}
