import { inLetters, readAddress } from './address.js';
import { oneLine } from './clean.js';
import { folded, searchWords } from './fold.mjs';

const LONGEST_SEARCH = 200;
/** The longest key of a name: far below the 2,700 bytes that a PostgreSQL btree accepts. */
const LONGEST_KEY = 100;

/** The text of a search field: one line of at most 200 characters. */
export const searchText = (typed: unknown): string => oneLine(typed, LONGEST_SEARCH);

/** The searchable text of a row: names and sites, and an address last. A search matches if each of its words occurs in it. */
export function searchable(texts: readonly (string | null)[], email: string | null): string {
  return [...texts.map((text) => folded(text ?? '')), email === null ? '' : foldedAddress(email)].join('\n');
}

/** The words of a search, folded like the rows. A whole address is one word, in any spelling. */
export function wordsToFind(typed: string): string[] {
  const text = searchText(typed);
  if (readAddress(text).key !== undefined) return [foldedAddress(text)];
  return searchWords(text).map((word) => folded(inLetters(word)));
}

/** Patterns for `like all (…)`: each word of a search, anywhere in the text. */
export const likePatterns = (typed: string): string[] =>
  wordsToFind(typed).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);

/** An address, valid or not, as search compares it. */
export function foldedAddress(email: string): string {
  const { key, shown } = readAddress(email);
  return folded(inLetters(key ?? shown));
}

/** The sort key of a list of names, compared byte by byte. */
export function sortKey(name: string): string {
  const key = folded(name);
  return key.length <= LONGEST_KEY ? key : [...key].slice(0, LONGEST_KEY).join('');
}
