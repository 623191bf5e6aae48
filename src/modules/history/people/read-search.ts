import { emailKey, foldedAddress } from '../../../shared/text/index.js';
import { wordRows, wordsOf, type WordRow } from './person-keys.js';

/**
 * `words`: prefixes of the words of a name, longest first. `whole`: exactly this address, not all addresses with this prefix. `part`: the
 * beginning of what follows a dot, a hyphen or the @ of an address.
 */
export type Way =
  | { readonly by: 'name'; readonly words: readonly string[] }
  | { readonly by: 'address'; readonly key: string; readonly whole: boolean }
  | { readonly by: 'part'; readonly key: string };

/** Why there was no search: fewer than two letters were typed. */
export type SearchProblem = 'too-short';

/** A tenth of all names begin with a given letter, but in these scripts one character can be a name. */
const WORTH_LOOKING = /^(?:..|[\p{Ideographic}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}])/u;

/**
 * The ways to search for a text; each is tried only if the one before finds nothing. Text with an @ is an address (also inside "Ann Lee
 * <ann@acme.example>"), else the beginning of one, else a part of one. Text without an @ is words of a name, then the same.
 */
export function waysOf(text: string): readonly Way[] | SearchProblem {
  const address = /<([^<>@]*@[^<>]*)>/.exec(text)?.[1] ?? text;
  const key = foldedAddress(address);
  const beginning = { by: 'address', key, whole: false } as const;
  const part = { by: 'part', key: key.replace(/^@/, '') } as const;
  if (key.startsWith('@')) return part.key.length < 2 ? 'too-short' : [part];
  if (key.includes('@')) {
    return emailKey(address) === undefined ? [beginning, part] : [{ ...beginning, whole: true }, beginning, part];
  }
  const words = wordsOf(text);
  if (!words.some((word) => WORTH_LOOKING.test(word))) return 'too-short';
  const names = { by: 'name', words: longestFirst(words) } as const;
  return text.includes(' ') ? [names] : [names, beginning, part];
}

/**
 * A name with a word that begins with "anna" also has one that begins with "ann", so a search word that is the prefix of another is
 * dropped.
 */
function longestFirst(words: readonly string[]): string[] {
  return words
    .filter((word) => !words.some((other) => other !== word && other.startsWith(word)))
    .toSorted((a, b) => b.length - a.length);
}

/**
 * Whether to show a row found by the first two words: it must have the other words too, and be the first matching row of its name, so that
 * each person is shown once.
 */
export function isShown(row: WordRow, words: readonly string[]): boolean {
  if (!fits(row, words)) return false;
  const name = row.rest === '' ? [row.word] : [row.word, ...row.rest.split(' ')];
  const first = wordRows(name).find((sibling) => fits(sibling, words));
  return first?.word === row.word && first.rest === row.rest;
}

function fits({ word, rest }: WordRow, [first = '', second = '', ...more]: readonly string[]): boolean {
  if (!word.startsWith(first) || !rest.startsWith(second)) return false;
  const others = rest.split(' ').slice(1);
  return more.every((wanted) => others.some((other) => other.startsWith(wanted)));
}
