import fc from 'fast-check';
import { lengthOf, oneLine } from './clean.js';

test.each<[unknown, string]>([
  ['  Ann\n\u0007 Lee ', 'Ann Lee'],
  ['a\u0000b\tc\r\nd\u0085e\u2028f', 'a b c d e f'],
  ['\u202Aann\u202C', 'ann'],
  ['gro\u202Epsa\u2066x\u2069', 'gropsax'],
  ['\u2067נועה\u2069\u200f', 'נועה'],
  ['می\u200Cخواهم', 'می\u200Cخواهم'],
  ['क्\u200dष', 'क्\u200dष'],
  ['بَ\u200cت', 'بَ\u200cت'],
  ['An\u200cna\u200d', 'Anna'],
  ['\u200cمی', 'می'],
  ['می\u200c', 'می'],
  ['👩\u200d💻 Ana', '👩\u200d💻 Ana'],
  ['👩🏽\u200d🚀', '👩🏽\u200d🚀'],
  ['❤\ufe0f\u200d🔥', '❤\ufe0f\u200d🔥'],
  ['葛\u{e0100}城', '葛\u{e0100}城'],
  ['Ann\ufe0f', 'Ann'],
  ['\u200BBob\uFEFF', 'Bob'],
  ['B\u00ado\u034fb', 'Bob'],
  ['\uD800x\uDC00', '\uFFFDx\uFFFD'],
  ['Jose\u200b\u0301', 'José'],
  ['a\u3000\u2003b', 'a b'],
  ...['\u200b', '\u3164', '\u2800', '\u115f\u1160', '\uffa0', '\u00ad\u034f', '\u2060 \u3000', '\u{e0041}'].map(
    (name): [string, string] => [name, ''],
  ),
  [null, ''],
  [7, ''],
  [undefined, ''],
])('a text %j becomes %j', (text, line) => {
  expect(oneLine(text)).toBe(line);
});

test('a text is cut by the characters that a reader counts', () => {
  expect(oneLine('👍'.repeat(12), 10)).toBe('👍'.repeat(10));
  expect(oneLine('👩\u200d💻', 2)).toBe('👩');
  expect(oneLine(' x'.repeat(5_000_000), 200)).toHaveLength(199);
});

test('cleaning any text twice changes nothing, and it is never longer than the limit', () => {
  const odd = fc.constantFrom(
    ...[
      '\u200b',
      '\u200c',
      '\u200d',
      '\ufe0f',
      '\u{e0100}',
      '漢',
      '👩',
      '💻',
      'ا',
      'ب',
      'e',
      '\u0301',
      ' ',
      '\u3164',
      '\ud83d',
      '\u0378',
    ],
  );
  const text = fc.oneof(fc.string({ unit: odd }), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 30 }), (given, longest) => {
      const line = oneLine(given, longest);
      expect(oneLine(line, longest)).toBe(line);
      expect(lengthOf(line)).toBeLessThanOrEqual(longest);
      expect(line.isWellFormed()).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
