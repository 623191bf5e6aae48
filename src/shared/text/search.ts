import { inLetters, readAddress } from './address.js';
import { oneLine } from './clean.js';
import { folded, searchWords } from './fold.mjs';

const LONGEST_SEARCH = 200;
/** Longest key of a name: far under the 2,700 bytes that a btree of PostgreSQL takes. */
const LONGEST_KEY = 100;

/** What was typed into a search field, as far as it is read: one line of at most 200 characters. */
export const searchText = (typed: unknown): string => oneLine(typed, LONGEST_SEARCH);

/** What a row is found by: each word of a search occurs somewhere in it. Names and sites, and an address last. */
export function searchable(texts: readonly (string | null)[], email: string | null): string {
  return [...texts.map((text) => folded(text ?? '')), email === null ? '' : foldedAddress(email)].join('\n');
}

/** The words of a search, each folded like the rows. A whole address is one word, however it is written. */
export function wordsToFind(typed: string): string[] {
  const text = searchText(typed);
  if (readAddress(text).key !== undefined) return [foldedAddress(text)];
  return searchWords(text).map((word) => folded(inLetters(word)));
}

/** For `like all (…)`: each word of a search, wherever it stands in the text. */
export const likePatterns = (typed: string): string[] =>
  wordsToFind(typed).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);

/** An address, be it good or not, as search compares it. */
export function foldedAddress(email: string): string {
  const { key, shown } = readAddress(email);
  return folded(inLetters(key ?? shown));
}

/** What a list of names is sorted by, byte by byte. */
export function sortKey(name: string): string {
  const key = folded(name);
  return key.length <= LONGEST_KEY ? key : [...key].slice(0, LONGEST_KEY).join('');
}
