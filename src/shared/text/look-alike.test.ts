import fc from 'fast-check';
import { oneLine } from './clean.js';
import { hasLookAlikes, nameKey, shownDomain } from './look-alike.js';

test.each([
  ['Acme Ltd', 'acme  LTD'],
  ['Acme', 'Ac\u200bme'],
  ['Acme', 'Ａｃｍｅ'],
  ['Acme Ltd', 'Acme\u3000Ltd'],
  ['Acme', 'A\u00adcme\ufe0f'],
  ['میخواهم', 'می\u200cخواهم'],
  ['Café', 'CAFE\u0301'],
  ['ΜΙΣΟΣ', 'μισος'],
])('%j and %j look the same', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
});

test.each([
  ['Ünique', 'Unique'],
  ['Strauß', 'Strauss'],
  ['Acme Ltd', 'AcmeLtd'],
  ['O’Brien', "O'Brien"],
  ['Аcme', 'Acme'],
])('%j and %j do not look the same', (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});

test('a key is the key of itself, and cleaning does not change it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(nameKey(nameKey(name))).toBe(nameKey(name));
      expect(nameKey(oneLine(name))).toBe(nameKey(name));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['Аnn Lee', null],
  ['Ann Lее', null],
  ['Οlga', null],
  ['Ann', '\u0430nn@acme.example'],
  ['Ann', 'ann@\u0430cme.example'],
  ['Ann', 'асо@acme.example'],
  ['Ann', 'μισος.a@acme.example'],
  ['Сара Smith', null],
])('%s, %s: marked', (name, email) => {
  expect(hasLookAlikes(name, email)).toBe(true);
});

test.each([
  ['Ann Lee', 'ann@acme.example'],
  ['Иван Smith', 'ivan@acme.example'],
  ['Сара Смирнова', null],
  ['Νίκος Παπαδόπουλος', 'nikos@acme.example'],
  ['山田 太郎', 'yamada@acme.example'],
  ['John 山田たろう', null],
  ['נועה Levi', null],
  ['Łukasz Żółć', null],
  ['Ann', 'иван@почта.example'],
  ['', null],
])('%s, %s: not marked', (name, email) => {
  expect(hasLookAlikes(name, email)).toBe(false);
});

test.each([
  ['acme.example', 'acme.example'],
  ['xn--bcher-kva.example', 'bücher.example'],
  // "аcme" with a Cyrillic а
  ['xn--cme-7cd.example', 'xn--cme-7cd.example'],
])('the domain %s is shown as %s', (domain, shown) => {
  expect(shownDomain(domain)).toBe(shown);
});
