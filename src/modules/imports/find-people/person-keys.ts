import { folded, foldedAddress } from '../../../shared/text/index.js';

/** Whom an event is about, as far as anybody can look for them. */
export interface Findable {
  readonly name: string;
  readonly email: string | null;
}

/** A row of `history_word`: one word of a name, and the others after it. */
export interface WordRow {
  readonly word: string;
  readonly rest: string;
}

/** Bounds what one name can cost: six words have 30 rows, and nobody looks for the seventh. */
const MOST_WORDS = 6;
/** Keys stay far under the 2,700 bytes that a btree of PostgreSQL takes. */
const LONGEST_WORD = 40;
const LONGEST_ADDRESS = 254;

/** The words of a text as they are compared, each once: capitals, accents and apostrophes aside ("O’Neill" is "oneill"). */
export function wordsOf(text: string): string[] {
  const words = folded(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => cut(word, LONGEST_WORD)))].slice(0, MOST_WORDS);
}

/** Of somebody without a name, the words before the @. */
export function wordsOfPerson({ name, email }: Findable): string[] {
  const words = wordsOf(name);
  return words.length > 0 ? words : wordsOf(email?.split('@')[0] ?? '');
}

/**
 * A row for each two words in either order ("ann", "lee" and "lee", "ann"; the further words follow), so that two beginnings of words are
 * two ranges of one index, whichever of them stands first in the name.
 */
export function wordRows(words: readonly string[]): WordRow[] {
  const sorted = words.toSorted();
  if (sorted.length < 2) return sorted.map((word) => ({ word, rest: '' }));
  const rows: WordRow[] = [];
  for (const word of sorted) {
    for (const next of sorted) {
      if (next === word) continue;
      let rest = next;
      for (const further of sorted) if (further !== word && further !== next) rest += ` ${further}`;
      rows.push({ word, rest });
    }
  }
  return rows;
}

/** What an address is found by, be it good or not. @returns null: no address */
export function addressOf({ email }: Findable): string | null {
  return email === null || email.trim() === '' ? null : cut(foldedAddress(email), LONGEST_ADDRESS);
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : [...text].slice(0, longest).join('');
}
