import { cleanEmail, cleanText, haloId, truth, wholeNumber } from './clean.js';

test.each([
  ['  Zoë  ', 'Zoë'],
  ['a\u0000b\tc\r\nd\u0085e\u2028f', 'a b c  d e'],
  ['gro\u202Epsa\u2066x\u2069', 'gropsax'],
  ['\uD800x\uDC00', '\uFFFDx\uFFFD'],
  ['می‌خواهم', 'می‌خواهم'],
  ['👩‍💻 Ana', '👩‍💻 Ana'],
  ['\u200BBob\uFEFF', 'Bob'],
  ['👍👍👍👍👍👍👍👍👍👍👍👍', '👍👍👍👍👍👍👍👍👍👍'],
  [null, ''],
  [7, ''],
  [undefined, ''],
])('a text %j becomes %j', (value, clean) => {
  expect(cleanText(value, 10)).toBe(clean);
});

test('megabytes of it are cut, and quickly', () => {
  expect(cleanText(' x'.repeat(5_000_000), 200)).toHaveLength(199);
  expect(cleanEmail(`${' '.repeat(5_000_000)}a${' '.repeat(5_000_000)}`)).toBe('a');
});

test.each([
  [' Bob@Acme.example\t', 'Bob@Acme.example'],
  ['\uFEFFbob@acme.example\u200B', 'bob@acme.example'],
  ['bob\u200B@acme.example', 'bob @acme.example'],
  ['bob\u0000@acme.example', 'bob @acme.example'],
  ['bob\n@acme.example', 'bob @acme.example'],
  ['not an address', 'not an address'],
  ['a@x.example; b@x.example', 'a@x.example; b@x.example'],
  ['', null],
  [' \u200B ', null],
  [null, null],
  [false, null],
])('an address %j becomes %j', (value, clean) => {
  expect(cleanEmail(value)).toBe(clean);
});

test.each([`${'a'.repeat(400)}@x.example`, `a@x.example${' '.repeat(400)}b`, `a@x.example${' '.repeat(4_000)}b`])(
  'an address that is cut does not become another, good one',
  (value) => {
    const clean = cleanEmail(value) ?? '';
    expect(clean).toHaveLength(320);
    expect(clean).toMatch(/…$/);
  },
);

test.each([
  [18, 18],
  [18.0, 18],
  ['18', 18],
  ['18.0', 18],
  [-1, -1],
  [18.5, null],
  ['', null],
  ['x', null],
  [NaN, null],
  [1e300, null],
  [null, null],
  [[18], null],
])('the number %j is %j', (value, number) => {
  expect(wholeNumber(value)).toBe(number);
});

test.each([0, -1, 2_147_483_648, 1.5, undefined, 'seven'])('%j is no id', (value) => {
  expect(haloId(value)).toBeNull();
});

test.each([
  [true, true],
  ['True', true],
  [1, true],
  ['1', true],
  [false, false],
  ['false', false],
  [0, false],
  [-1, false],
  [undefined, false],
])('%j is %j', (value, is) => {
  expect(truth(value)).toBe(is);
});
