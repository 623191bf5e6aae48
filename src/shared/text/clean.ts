import { isAssigned, isBlank, isFormat, isIgnorable, shapes } from './unicode.js';

/** Only this much of a text is read, so a field of megabytes costs no more than a page of it. */
const MOST_READ = 4_000;

/** Only visible ASCII, composed Latin letters and single blanks inside: already clean. */
const PLAIN = /^[!-~\u00c0-\u017f]+(?: [!-~\u00c0-\u017f]+)*$/;
/** All assigned characters, and already NFC. */
const LATIN = /^[\x00-\x7f\u00c0-\u017f]*$/;

/**
 * A text on one line as it is stored and shown: well-formed, NFC, every run of blanks one space, and without invisible characters unless
 * they change how the letters around them are read. So no name looks empty, hides another one, or changes the direction of the text beside
 * it.
 *
 * @param text the value of a field; anything but a string gives ''
 * @param longest the maximum length in code points
 */
export function oneLine(text: unknown, longest = MOST_READ): string {
  if (typeof text !== 'string') return '';
  const read = bounded(text.trim(), Math.min(longest * 4, MOST_READ));
  if (read.length <= longest && PLAIN.test(read)) return read;
  const line = visible(read, () => '');
  if (line.length <= longest) return line;
  // The cut may have left a joiner at the end without its neighbour.
  return visible([...line].slice(0, longest).join(''), () => '');
}

/**
 * An address on one line, by the same rules except one: invisible characters that are not format characters (fillers, the grapheme
 * joiner) become a space. No address contains a space, so the address stays visibly unusable.
 */
export function addressLine(text: string): string {
  return PLAIN.test(text) ? text : visible(text, (point) => (isFormat(point) ? '' : ' '));
}

/** The length in characters as a reader counts them (code points). */
export const lengthOf = (text: string): number => [...text].length;

/** The first `length` code units of a text, without half a surrogate pair at the end. */
export function bounded(text: string, length: number): string {
  if (text.length <= length) return text;
  const first = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(first) ? first.slice(0, -1) : first;
}

/** NFC. Characters that Unicode 16 does not assign stay as they are, because Node versions differ on them. */
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

/** @param hidden the replacement for a character that is invisible and changes nothing */
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
