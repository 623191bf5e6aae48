import { isAssigned, isBlank, isFormat, isIgnorable, shapes } from './unicode.js';

/** More of a text is never looked at: a field of megabytes costs what a page of it costs. */
const MOST_READ = 4_000;

/** Nothing but visible ASCII, composed Latin letters and single blanks inside: clean as it is. */
const PLAIN = /^[!-~\u00c0-\u017f]+(?: [!-~\u00c0-\u017f]+)*$/;
/** All of it assigned, and its own NFC. */
const LATIN = /^[\x00-\x7f\u00c0-\u017f]*$/;

/**
 * A text on one line as it is stored and shown: well-formed, composed (NFC), every run of blanks one space, and without characters that
 * show nothing, unless they change how the letters around them are read. So no name is empty to the eye, hides another one, or turns the
 * direction of the text beside it.
 *
 * @param text whatever a field held; what is no text is empty
 * @param longest in code points: the rest is cut off
 */
export function oneLine(text: unknown, longest = MOST_READ): string {
  if (typeof text !== 'string') return '';
  const read = bounded(text.trim(), Math.min(longest * 4, MOST_READ));
  if (read.length <= longest && PLAIN.test(read)) return read;
  const line = visible(read, () => '');
  if (line.length <= longest) return line;
  // What is left may end in a joiner that has lost its neighbour.
  return visible([...line].slice(0, longest).join(''), () => '');
}

/**
 * An address on one line, by the same rules but one: what shows nothing and is more than a mark of formatting (a filler, a grapheme
 * joiner) becomes a space. No address has one, so it stays unusable, and is seen to be.
 */
export function addressLine(text: string): string {
  return PLAIN.test(text) ? text : visible(text, (point) => (isFormat(point) ? '' : ' '));
}

/** How many characters a reader counts (code points). */
export const lengthOf = (text: string): number => [...text].length;

/** The first part of a text, not ending in half of a surrogate pair. */
export function bounded(text: string, length: number): string {
  if (text.length <= length) return text;
  const first = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(first) ? first.slice(0, -1) : first;
}

/** NFC. What Unicode 16 does not know stays as it is: some Nodes would compose it, others not. */
export function composed(text: string): string {
  if (LATIN.test(text)) return text;
  if ([...text].every((character) => isAssigned(character.codePointAt(0) as number))) return text.normalize('NFC');
  let [done, known] = ['', ''];
  for (const character of text) {
    if (isAssigned(character.codePointAt(0) as number)) known += character;
    else [done, known] = [done + known.normalize('NFC') + character, ''];
  }
  return done + known.normalize('NFC');
}

/** @param hidden what to put where a character shows nothing and changes nothing */
function visible(text: string, hidden: (point: number) => string): string {
  const points = [...text.toWellFormed()].map((character) => character.codePointAt(0) as number);
  let [line, before]: [string, number | undefined] = ['', undefined];
  for (const [i, point] of points.entries()) {
    const kept = shown(point, before, points[i + 1], hidden);
    if (kept === '') continue;
    line += kept;
    before = kept.codePointAt(0);
  }
  return composed(line.replace(/ +/g, ' ').trim());
}

function shown(
  point: number,
  before: number | undefined,
  after: number | undefined,
  hidden: (point: number) => string,
) {
  if (isBlank(point)) return ' ';
  if (isIgnorable(point) && !shapes(before, point, after)) return hidden(point);
  return String.fromCodePoint(point);
}
