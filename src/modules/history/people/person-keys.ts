import { folded, foldedAddress } from '../../../shared/text/index.js';

/** The person an event is about, as far as they can be searched for. */
export interface Findable {
  readonly name: string;
  readonly email: string | null;
}

/** @returns undefined if the event is not about a person. That of an export names only what was searched for. */
export function personOf(data: unknown): Findable | undefined {
  const { person } = data as { readonly person?: Partial<Findable> };
  return person?.name === undefined ? undefined : (person as Findable);
}

/** A row of `history_word`: one word of a name, and the words after it. */
export interface WordRow {
  readonly word: string;
  readonly rest: string;
}

/** Bounds the cost of one name: six words make 30 rows, and a search for the seventh is unlikely. */
const MOST_WORDS = 6;
/** Keys stay far below the 2,700 bytes that a PostgreSQL btree accepts. */
const LONGEST_WORD = 40;
const LONGEST_ADDRESS = 254;

/**
 * The distinct words of a text, in the form in which they are compared: without capitals, accents and apostrophes ("O’Neill" is "oneill").
 */
export function wordsOf(text: string): string[] {
  const words = folded(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => cut(word, LONGEST_WORD)))].slice(0, MOST_WORDS);
}

/** The words of the name; for a person without a name, the words before the @. */
export function wordsOfPerson({ name, email }: Findable): string[] {
  const words = wordsOf(name);
  return words.length > 0 ? words : wordsOf(email?.split('@')[0] ?? '');
}

/**
 * A row for each ordered pair of words ("ann", "lee" and "lee", "ann"; the other words follow). Two prefixes are then two ranges of one
 * index, in whichever order the name has them.
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

/** The searchable form of an address, valid or not. @returns null if there is no address */
export function addressOf({ email }: Findable): string | null {
  return email === null || email.trim() === '' ? null : cut(foldedAddress(email), LONGEST_ADDRESS);
}

/** Most searchable parts of an address; a person's address has no more. */
const MOST_PARTS = 6;

/**
 * The parts of an address that can be searched for besides its beginning: the rest after each dot, hyphen, underscore, plus or @.
 * "ann.lee@mail.acme.example" has "lee@mail.acme.example", "mail.acme.example" and "acme.example". The last label is left out, because it
 * would match everyone.
 */
export function partsOf(person: Findable): string[] {
  const address = addressOf(person) ?? '';
  const starts = [...address.matchAll(/[.@_+-]/g)].map(({ index }) => index + 1);
  const last = address.lastIndexOf('.') + 1;
  return [...new Set(starts.filter((start) => start < last).map((start) => address.slice(start)))].slice(-MOST_PARTS);
}

/** Whether this part is the first one with the prefix: a person whose address matches twice is shown once. */
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
