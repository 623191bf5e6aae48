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

/** Parts of an address that one is looked for by; a seventh is in no address of a person. */
const MOST_PARTS = 6;

/**
 * What an address is found by besides its beginning: each rest of it that begins behind a dot, a hyphen, an underscore, a plus or the @.
 * "ann.lee@mail.acme.example" has "lee@mail.acme.example", "mail.acme.example" and "acme.example"; the last label alone finds everybody.
 */
export function partsOf(person: Findable): string[] {
  const address = addressOf(person) ?? '';
  const starts = [...address.matchAll(/[.@_+-]/g)].map(({ index }) => index + 1);
  const last = address.lastIndexOf('.') + 1;
  return [...new Set(starts.filter((start) => start < last).map((start) => address.slice(start)))].slice(-MOST_PARTS);
}

/** Whether this part of an address is the first that begins so: a person whose address fits twice comes once. */
export function isFirstPart(part: string, person: Findable, key: string): boolean {
  return (
    partsOf(person)
      .filter((other) => other.startsWith(key))
      .toSorted()[0] === part
  );
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : [...text].slice(0, longest).join('');
}
