import fc from 'fast-check';
import { emailKey, inLetters, readAddress } from './address.js';

const ONE: readonly (readonly [string, string])[] = [
  ['ann@x.example', ' Ann@X.Example\t'],
  ...['\u200b', '\u2060', '\u00ad', '\u200e', '\u202e', '\ufeff', '\u2066', '\u200d'].flatMap(
    (hidden): [string, string][] => [
      ['ann@x.example', `an${hidden}n@x.example`],
      ['ann@x.example', `ann@x${hidden}.exam${hidden}ple${hidden}`],
    ],
  ),
  ['b@bücher.example', 'b@xn--bcher-kva.example'],
  ['b@bücher.example', 'b@BÜCHER.example'],
  ['b@bücher.example', 'b@bu\u0308cher.example'],
  ['b@x.example', 'b@x。example'],
  ['b@x.example', 'b@x｡example'],
  ['b@x.example', 'b@ｘ．example'],
  ['ΜΙΣΟΣ.A@x.example', 'μισος.a@x.example'],
  ['μισοσ.a@x.example', 'μισος.a@x.example'],
  ['"q1"@x.example', 'q1@x.example'],
  ['"q\\1"@x.example', 'q1@x.example'],
  ['"A.b"@x.example', 'a.B@x.example'],
  ['"q 1"@x.example', '"Q\\ 1"@x.example'],
  ['ａｎｎ@x.example', 'ann@x.example'],
  ['ann＠x.example', 'ann@x.example'],
  ['ｶﾞ@x.example', 'ガ@x.example'],
  ['rene\u0301@x.example', 'RENÉ@x.example'],
  ['\u212aurt@x.example', 'kurt@x.example'],
  ['mailto:ann@x.example', 'ann@x.example'],
  ['MAILTO: ann@x.example;', 'ann@x.example'],
  ['<ann@x.example>,', 'ann@x.example'],
];

test.each(ONE)('%j and %j are one address', (one, other) => {
  expect(emailKey(one)).toBeDefined();
  expect(emailKey(one)).toBe(emailKey(other));
});

test.each([
  ['straße@x.example', 'strasse@x.example'],
  ['b@straße.example', 'b@strasse.example'],
  ['ann+a@x.example', 'ann@x.example'],
  ['a.nn@x.example', 'ann@x.example'],
  ['İ@x.example', 'i@x.example'],
  ['ı@x.example', 'i@x.example'],
  ['o’brien@x.example', "o'brien@x.example"],
  ['\u0430nn@x.example', 'ann@x.example'],
  ['می\u200cخواهم@x.example', 'میخواهم@x.example'],
])('%j and %j are two', (one, other) => {
  expect([emailKey(one), emailKey(other)]).not.toContain(undefined);
  expect(emailKey(one)).not.toBe(emailKey(other));
});

const local = (length: number) => 'a'.repeat(length);

test.each([
  ...[
    '\u2003',
    '\u3000',
    '\u2009',
    '\u3164',
    '\u2800',
    '\u034f',
    '\ufffd',
    '\ufe0f',
    '\u0000',
    '\n',
    ' ',
    '\u2028',
    '\ue000',
  ].flatMap((inside): [string, string][] => [
    [`an${inside}n@x.example`, 'not-usable'],
    [`ann@x${inside}y.example`, 'not-usable'],
  ]),
  ['\ud800nn@x.example', 'not-usable'],
  // unassigned in Unicode 16
  ['a\u0378n@x.example', 'not-usable'],
  ['ann@x\u0378.example', 'not-usable'],
  ['a\u{1f8ff}n@x.example', 'not-usable'],
  ['ann@x_y.example', 'not-usable'],
  ['ann@-x.example', 'not-usable'],
  ['ann@x..example', 'not-usable'],
  ['ann@[192.0.2.1]', 'not-usable'],
  ['ann@192.0.2.1', 'not-usable'],
  ['ann@xn--a.example', 'not-usable'],
  ['an..n@x.example', 'not-usable'],
  ['.ann@x.example', 'not-usable'],
  ['Ann <ann@x.example>', 'not-usable'],
  ['', 'missing'],
  [' \u200b\u3164 ', 'missing'],
  ['n/a', 'not-complete'],
  ['ann', 'not-complete'],
  ['ann@', 'not-complete'],
  ['@x.example', 'not-complete'],
  ['ann@x', 'not-complete'],
  ['ann@home@x.example', 'two-ats'],
  ['a@x.example; b@x.example', 'two-ats'],
  ['"a@b"@c@x.example', 'two-ats'],
  [`${local(65)}@x.example`, 'too-long'],
  [`${'é'.repeat(33)}@x.example`, 'too-long'],
  [`ann@${local(64)}.example`, 'too-long'],
  [`ann@${'ü'.repeat(60)}.example`, 'too-long'],
  [`ann@${[63, 63, 63, 51].map(local).join('.')}.example`, 'too-long'],
  [`${local(400)}@x.example`, 'too-long'],
])('%j is no address: %s', (given, fault) => {
  expect(readAddress(given)).toMatchObject({ fault });
  expect(readAddress(readAddress(given).shown)).toEqual(readAddress(given));
});

test.each([
  [`${local(64)}@x.example`],
  [`ann@${local(63)}.example`],
  [`${local(64)}@${[63, 63, 53].map(local).join('.')}.example`],
  ['"a@b"@x.example'],
  ['a@r3---sn.example'],
  ['用户@例子.example'],
])('%s is an address', (given) => {
  expect(emailKey(given)).toBeDefined();
});

test.each([
  [' Bob@Acme.example\t', 'Bob@Acme.example'],
  ['\ufeffb\u200bob@acme.example\u200b', 'bob@acme.example'],
  ['bob\u0000@acme.example', 'bob @acme.example'],
  ['bo\u3164b@acme.example', 'bo b@acme.example'],
  ['mailto:Bob@Bücher.example;', 'Bob@Bücher.example'],
  ['not an  address', 'not an address'],
])('%j is shown as %j', (given, shown) => {
  expect(readAddress(given).shown).toBe(shown);
});

test('a value that is not text counts as missing', () => {
  for (const given of [undefined, null, 7, false, {}, ['a@x.example']]) {
    expect(readAddress(given)).toEqual({ shown: '', fault: 'missing' });
  }
});

test.each([`${local(400)}@x.example`, `a@x.example${' '.repeat(4_000)}b`, `a@x.example${'\u200b'.repeat(3_000)}b`])(
  'an address that is cut does not become another, good one (%#)',
  (given) => {
    const { shown, fault } = readAddress(given);
    expect([fault, shown.at(-1)]).toEqual(['too-long', '…']);
    expect(shown.length).toBeLessThanOrEqual(320);
    expect(readAddress(shown)).toEqual({ shown, fault });
  },
);

test('an address in letters', () => {
  expect(inLetters('b@xn--bcher-kva.example')).toBe('b@bücher.example');
  expect(inLetters('xn--bcher-kva.example')).toBe('bücher.example');
  expect(inLetters('xn--b@acme.example')).toBe('xn--b@acme.example');
});

describe('any text', () => {
  const odd = fc.constantFrom(
    ...[
      '@',
      '.',
      ' ',
      '"',
      '\\',
      '<',
      '>',
      ';',
      'mailto:',
      'xn--',
      'a',
      'A',
      'ß',
      'Σ',
      'ς',
      'é',
      'e\u0301',
      'ｶ',
      'ﾞ',
      '\u0345',
    ],
    ...[
      '\u200b',
      '\u200c',
      '\u200d',
      '\u034f',
      '\u3164',
      '\u3000',
      '。',
      '＠',
      '\u0130',
      '\u1fbc',
      'ب',
      '\u094d',
      'क',
      '\ufe0f',
    ],
    ...['漢', '\u{e0100}', '👩', '\u0378', '\ufffd', '\ud800', '\n', '…'],
  );
  const text = fc.oneof(
    fc.string({ unit: fc.oneof(odd, fc.constantFrom('a', 'b', '.', '@')), maxLength: 40 }),
    fc.string({ unit: 'binary' }),
    fc
      .tuple(
        fc.string({ unit: fc.oneof(odd, fc.string({ unit: 'grapheme', maxLength: 2 })), maxLength: 8 }),
        fc.constantFrom('x.example', 'bücher.example', 'ｘ。example'),
      )
      .map(([before, domain]) => `${before}@${domain}`),
  );

  test('a key is the key of itself, cleaning changes neither key nor fault, and the second cleaning changes nothing', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { shown, key, fault } = readAddress(given);
        if (key !== undefined) expect(emailKey(key)).toBe(key);
        expect(readAddress(shown)).toEqual(key === undefined ? { shown, fault } : { shown, key });
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['a', ' ', '@', '"', '\\', '<', ';', '.', '\u200b', 'xn--', '\u0301', 'ß', '\ud800', 'a.', '"\\'])(
    '100,000 times %j is read in linear time',
    (part) => {
      for (const given of [part.repeat(100_000), `${part.repeat(100_000)}@x.example`, `ann@${part.repeat(100_000)}`]) {
        expect(readAddress(given).key).toBeUndefined();
      }
    },
  );
});
