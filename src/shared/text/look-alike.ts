import { inLetters } from './address.js';
import { composed, oneLine } from './clean.js';
import { foldCase, isIgnorable, lookAlikeScript } from './unicode.js';
import { usualWidth } from './width.js';

/** Names with the same key look the same: it ignores invisible characters, width, case and blanks, and nothing else. */
export function nameKey(name: string): string {
  const seen = [...oneLine(name)].filter((character) => !isIgnorable(character.codePointAt(0) as number)).join('');
  const key = composed(foldCase(composed(foldCase(composed(usualWidth(seen))))));
  return key.replace(/ +/g, ' ').trim();
}

/** Letters of Greek and Cyrillic that look exactly like Latin ones. */
const LIKE_LATIN = new Set([...'АВЕЅІЈКМНОРСТУХасԁеһіјӏорԛѕԝхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναικρυϳ']);

/**
 * Whether a name or an address has letters that are easily confused with others: mixed scripts within one word (in an address: before the
 * @, or between two dots after it), or a word of letters that all look like Latin ones, among Latin words. After UTS #39.
 */
export function hasLookAlikes(name: string, email: string | null): boolean {
  return isMixed(name.split(/[^\p{L}\p{M}]+/u)) || (email !== null && isMixed(partsOf(email)));
}

/** A domain as it is shown: decoded from Punycode, unless it has letters that look like others. */
export function shownDomain(domain: string): string {
  const letters = inLetters(domain);
  return hasLookAlikes('', `a@${letters}`) ? domain : letters;
}

function partsOf(email: string): string[] {
  const at = email.lastIndexOf('@');
  return at < 0 ? [email] : [email.slice(0, at), ...email.slice(at + 1).split(/[.。]/)];
}

const ASCII = /^[\x00-\x7f]*$/;

function isMixed(words: readonly string[]): boolean {
  if (words.every((word) => ASCII.test(word))) return false;
  const scripts = words.map(scriptsOf);
  if (scripts.some(({ size }) => size > 1)) return true;
  const isLatin = scripts.some((found) => found.has('Latin'));
  return isLatin && words.some((word, i) => scripts[i]?.size === 1 && !scripts[i].has('Latin') && isAllLikeLatin(word));
}

function scriptsOf(word: string): Set<string> {
  const scripts = new Set<string>();
  for (const letter of word) {
    const script = lookAlikeScript(letter.codePointAt(0) as number);
    if (script) scripts.add(script);
  }
  return scripts;
}

const isAllLikeLatin = (word: string): boolean =>
  [...word].every((letter) => LIKE_LATIN.has(letter) || !lookAlikeScript(letter.codePointAt(0) as number));
