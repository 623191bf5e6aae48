import * as tables from './unicode-tables.js';

/**
 * Unicode properties of code points, from tables in this project, so they are the same on every Node. Node's own `normalize` is safe to
 * use as well: its result never changes for assigned code points, and no Node that runs this knows fewer of them.
 */
class Ranges {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  constructor(packed: string) {
    const numbers = packed.split(' ').map((number) => parseInt(number, 36));
    for (let i = 0, end = -1; i < numbers.length; i += 2) {
      this.starts.push(end + 1 + (numbers[i] ?? 0));
      end += 1 + (numbers[i] ?? 0) + (numbers[i + 1] ?? 0);
      this.ends.push(end);
    }
  }

  has(point: number): boolean {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] as number) < point) low = middle + 1;
      else high = middle;
    }
    return point >= (this.starts[low] ?? Infinity);
  }
}

const assigned = new Ranges(tables.ASSIGNED);
const ignorable = new Ranges(tables.IGNORABLE);
const format = new Ranges(tables.IGNORABLE_FORMAT);
const whiteSpace = new Ranges(tables.WHITE_SPACE);
const joining = new Ranges(tables.JOINING);
const pictographic = new Ranges(tables.PICTOGRAPHIC);
const selectable = new Ranges(tables.SELECTABLE);

/** Hangul fillers and the Braille pattern without dots: not white space by Unicode, but invisible. */
const BLANK_LETTERS = new Set([0x115f, 0x1160, 0x2800, 0x3164, 0xffa0]);

const ZWNJ = 0x200c;
const ZWJ = 0x200d;
const EMOJI_STYLE = 0xfe0f;

/** Whether Unicode 16 assigns it. */
export const isAssigned = (point: number): boolean => assigned.has(point);

/** Assigned, with the same meaning everywhere: not private use, and not the replacement character. */
export const isCommon = (point: number): boolean => isAssigned(point) && !isPrivate(point) && point !== 0xfffd;

const isPrivate = (point: number): boolean => (point >= 0xe000 && point <= 0xf8ff) || point >= 0xf0000;

/** Invisible and without width, by Unicode's Default_Ignorable_Code_Point. */
export const isIgnorable = (point: number): boolean => ignorable.has(point);

/** Ignorable format characters, which come with pasting and belong to no word. */
export const isFormat = (point: number): boolean => format.has(point);

/** White space, a control character, or an invisible letter. */
export const isBlank = (point: number): boolean =>
  point <= 0x20 || (point >= 0x7f && point <= 0x9f) || BLANK_LETTERS.has(point) || whiteSpace.has(point);

/**
 * Whether an invisible character changes the text around it: a joiner inside a word of a script that uses them or between two emoji, or a
 * variation selector after a character that has variants.
 */
export function shapes(before: number | undefined, point: number, after: number | undefined): boolean {
  if (before === undefined) return false;
  if (isVariationSelector(point)) return selectable.has(before) || pictographic.has(before);
  if (after === undefined) return false;
  if (point === ZWJ && pictographic.has(after)) return pictographic.has(before) || before === EMOJI_STYLE;
  return (point === ZWNJ || point === ZWJ) && joining.has(before) && joining.has(after);
}

function isVariationSelector(point: number): boolean {
  return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef) || isMongolianSelector(point);
}

const isMongolianSelector = (point: number): boolean => (point >= 0x180b && point <= 0x180d) || point === 0x180f;

const folding = new Map<string, string>();
for (const run of tables.CASE_FOLDING.split(' ')) {
  const [first = 0, length = 0, step = 1, away = 0] = run.split(',').map((number) => parseInt(number, 36));
  for (let i = 0; i <= length; i++) {
    const point = first + i * step;
    folding.set(String.fromCodePoint(point), String.fromCodePoint(point + away));
  }
}

/** Simple case folding (CaseFolding.txt, C and S): ς and σ are one letter, ß and ss stay two, and no text becomes longer. */
export function foldCase(text: string): string {
  let folded = '';
  for (const letter of text) folded += folding.get(letter) ?? letter;
  return folded;
}

const lookAlike = Object.entries(tables.LOOK_ALIKE).map(([name, packed]) => [name, new Ranges(packed)] as const);

/** The script of a letter, for scripts whose letters look like those of another. */
export function lookAlikeScript(point: number): string | undefined {
  return lookAlike.find(([, letters]) => letters.has(point))?.[0];
}
