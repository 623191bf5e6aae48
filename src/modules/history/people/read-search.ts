import { emailKey, foldedAddress } from '../../../shared/text/index.js';
import { wordRows, wordsOf, type WordRow } from './person-keys.js';

/**
 * `words`: beginnings of words of a name, the longest first. `whole`: the address as it stands, not all that begin with it. `part`: what
 * begins behind a dot, a hyphen or the @ of an address.
 */
export type Way =
  | { readonly by: 'name'; readonly words: readonly string[] }
  | { readonly by: 'address'; readonly key: string; readonly whole: boolean }
  | { readonly by: 'part'; readonly key: string };

/** Why there was no search: fewer than two letters were typed. */
export type SearchProblem = 'too-short';

/** One letter begins a tenth of all names; one sign of these scripts is a name. */
const WORTH_LOOKING = /^(?:..|[\p{Ideographic}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}])/u;

/**
 * How to look for what was typed: each way only where the one before leads to nobody. With an @ in it, it is an address (also out of
 * "Ann Lee <ann@acme.example>"), or else the beginning of one, or else a part; without, it is words of a name, then the same.
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

/** Who has a word that begins with "anna" has one that begins with "ann": a word of the search that begins another asks for nothing. */
function longestFirst(words: readonly string[]): string[] {
  return words
    .filter((word) => !words.some((other) => other !== word && other.startsWith(word)))
    .toSorted((a, b) => b.length - a.length);
}

/**
 * Whether a row that the ranges of the first two words led to is shown: it has the further words too, and of all rows of this name that
 * the search leads to it is the first. So everybody comes once.
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
