import fc from 'fast-check';
import { readAddress } from '../../shared/text/index.js';
import { AnswerBounds, BOUNDS, countsAsBytes } from './answer-bounds.js';

/** Reads a text in chunks of `size` bytes, as they might arrive. @returns the code of the refusal; undefined if it was accepted */
function refusal(text: string, size = 65_536): string | undefined {
  const bounds = new AnswerBounds();
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; at += size) bounds.read(bytes.subarray(at, at + size));
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

test.each([
  ['32 arrays', nested(32, '[', ']'), undefined],
  ['33 arrays', nested(33, '[', ']'), 'too-large'],
  ['33 objects', nested(33, '{"a":', '}'), 'too-large'],
  ['arrays that are never closed', '['.repeat(1_000_000), 'too-large'],
  ['arrays that are closed, side by side', `[${'[],'.repeat(20_001)}1]`, 'too-large'],
  ['20,000 rows', `{"users":[${'{},'.repeat(19_999)}{}]}`, undefined],
  ['20,001 rows', `{"users":[${'{},'.repeat(20_000)}{}]}`, 'too-large'],
  ['an object of 20,001 fields', `{${'"a":1,'.repeat(20_000)}"a":1}`, 'too-large'],
  [
    'more values in short rows than 20,000 people have',
    `[${Array(70)
      .fill(`[${'1,'.repeat(19_000)}1]`)
      .join(',')}]`,
    'too-large',
  ],
  ['brackets in a string', JSON.stringify(['['.repeat(100), '{"[,'.repeat(100)]), undefined],
  ['quotes and backslashes in a string', JSON.stringify(['\\', '"[', '\\"', '\\\\[[[['.repeat(50)]), undefined],
  ['a string of escapes alone', JSON.stringify('\n'.repeat(2_000_001)), 'too-large'],
  ['a logo of four megabytes', JSON.stringify({ clients: [{ logo: 'A'.repeat(4_000_000) }] }), undefined],
  ['white space and a byte order mark before it', `\uFEFF \r\n\t${'['.repeat(33)}`, 'too-large'],
  ['a web page with a script', `<html><script>${'['.repeat(100)}</script>`, undefined],
  ['nothing', '', undefined],
])('%s', (_what, text, code) => {
  expect(refusal(text)).toBe(code);
  expect(refusal(text, 7_919)).toBe(code);
});

/** What is left of a text that arrives in chunks. */
function kept(text: string, size: number): string {
  const bounds = new AnswerBounds();
  const bytes = Buffer.from(text);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(...bounds.read(bytes.subarray(at, at + size)));
  return Buffer.concat(pieces).toString();
}

test('any valid answer passes unchanged, however its bytes are split', () => {
  const json = fc.jsonValue({ maxDepth: 20 }).map((value) => JSON.stringify([value]));
  fc.assert(fc.property(json, fc.integer({ min: 1, max: 9 }), (text, size) => expect(kept(text, size)).toBe(text)));
});

describe('a string longer than any field that is read', () => {
  const LONGEST = 16_384;
  const character = fc.constantFrom('a', 'é', '漢', '👩', '"', '\\', '\n', '\u0001', '[', ',', '\u2028');
  const long = fc.array(character, { minLength: 3, maxLength: 9 }).map((some) => some.join('').repeat(8_000));

  test('is cut, and the text before and after it stays', () => {
    fc.assert(
      fc.property(long, fc.integer({ min: 5, max: 70_000 }), fc.boolean(), (text, size, escapes) => {
        const json = JSON.stringify({ before: ['"'], logo: text, behind: [1, 'x'] });
        const given = escapes
          ? json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
          : json;
        const left = kept(given, size);
        const { logo, ...others } = JSON.parse(left) as { logo: string };
        expect(others).toEqual({ before: ['"'], behind: [1, 'x'] });
        expect(text.startsWith(logo.slice(0, -1).replace(/[\ud800-\udbff]$/, ''))).toBe(true);
        expect(logo.at(-1)).toBe('…');
        expect(left.length).toBeLessThan(LONGEST + 100);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    [LONGEST, 'a'.repeat(LONGEST)],
    [LONGEST + 1, `${'a'.repeat(LONGEST)}…`],
  ])('is cut after 16 KiB (%i bytes)', (length, left) => {
    expect(JSON.parse(kept(JSON.stringify('a'.repeat(length)), 999))).toBe(left);
  });

  test('does not become a shorter, good address', () => {
    const address = `ann@acme.example${' '.repeat(20_000)}b`;
    expect(readAddress(JSON.parse(kept(JSON.stringify(address), 4_096))).fault).toBe('too-long');
  });

  test('hides no bracket behind an invalid escape', () => {
    expect(refusal(`["\\uuuuu",${'['.repeat(40)}`)).toBe('too-large');
    expect(refusal(`["${'a'.repeat(20_000)}\\",${'['.repeat(40)}`)).toBeUndefined();
    expect(refusal(`["${'a'.repeat(20_000)}\\\\",${'['.repeat(40)}`)).toBe('too-large');
  });
});

test('a value that is too deep is found after any other value, however its bytes are split', () => {
  const before = fc.jsonValue({ maxDepth: 5 }).map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(before, fc.integer({ min: 1, max: 9 }), (text, size) =>
      expect(refusal(`[${text},${nested(BOUNDS.depth, '[', ']')}]`, size)).toBe('too-large'),
    ),
  );
});

test('20,000 people of 60 fields pass', () => {
  const person = `{${Array.from({ length: 60 }, (_, n) => `"f${n}":${n}`).join(',')}}`;
  expect(refusal(`{"users":[${Array.from({ length: 20_000 }, () => person).join(',')}]}`)).toBeUndefined();
});

test.each([0xfe, 0xff])(
  'text that begins with byte %i is not counted as its bytes arrive: it may be UTF-16',
  (byte) => {
    expect([countsAsBytes(undefined, byte), countsAsBytes('utf-8', byte), countsAsBytes('latin1', byte)]).toEqual([
      false,
      false,
      false,
    ]);
  },
);

test.each([
  [undefined, true],
  ['UTF-8', true],
  ['iso-8859-1', true],
  ['windows-1252', true],
  ['utf-16le', false],
  ['shift_jis', false],
  ['iso-2022-jp', false],
])('charset %s is counted as its bytes arrive: %s', (charset, counts) => {
  expect([countsAsBytes(charset), countsAsBytes(charset, 0x5b)]).toEqual([counts, counts]);
});
