import { folded } from './fold.mjs';
import { likePatterns, searchable, searchText, sortKey, wordsToFind } from './search.js';

const isFound = (row: readonly [string, string | null], typed: string): boolean => {
  const text = searchable([row[0]], row[1]);
  return wordsToFind(typed).every((word) => text.includes(word));
};

test.each([
  ['lukasz', 'Łukasz Nowak'],
  ['soren', 'Søren'],
  ['strauss', 'Strauß'],
  ['isik', 'Işık'],
  ["o'brien", 'O’Brien'],
  ['o’brien', "O'Brien"],
  ['obrien', 'O’Brien'],
  ['angs', 'Ångström'],
  ['ann  lee', 'Ann Lee'],
  ['lee ann', 'Ann Lee'],
  ['Lee, Ann', 'Ann Lee'],
  ['an\u200bn', 'Ann'],
  ['میخواهم', 'می\u200cخواهم'],
  ['ΜΙΣΟΣ', 'μισος'],
  ['full', 'ｆｕｌｌ'],
  ['ann-marie', 'Ann\u2011Marie'],
])('%j finds %s', (typed, name) => {
  expect(isFound([name, null], typed)).toBe(true);
});

test.each([
  ['lee@ac', 'Ann.Lee@Acme.example'],
  ['acme.example', 'ann@Acme.example'],
  ['@acme', 'ann@acme.example'],
  ['mailto:ann@acme.example', 'ann@acme.example'],
  ['ann@acme.example;', 'ann@acme.example'],
  ['ann\u200b@acme.example', 'ann@acme.example'],
  ['"Lee, Ann" <ann@acme.example>', 'ann@acme.example'],
  ['bücher', 'b@xn--bcher-kva.example'],
  ['xn--bcher-kva.example', 'b@bücher.example'],
  ['bucher', 'b@bücher.example'],
  ['"q1"@x.example', 'q1@x.example'],
  ['ａｎｎ＠x.example', 'ann@x.example'],
])('%j finds the address %s', (typed, email) => {
  expect(isFound(['Lee Ann', email], typed)).toBe(true);
});

test.each([
  ['ann lee', 'Ann Miller'],
  ['strauss', 'Straub'],
])('%j does not find %s', (typed, name) => {
  expect(isFound([name, null], typed)).toBe(false);
});

test.each([
  ['Ångström', 'angstrom'],
  ['MÜLLER', 'muller'],
  ['王小明', '王小明'],
  ['が', 'が'],
  ['नेहा', 'नेहा'],
  ['İ', 'i'],
])('%s is folded to %s', (text, key) => {
  expect(folded(text)).toBe(key);
});

test('a search is one line, and bounded', () => {
  expect(searchText('x'.repeat(5_000))).toHaveLength(200);
  expect(searchText(' a\0b\ud800\n c ')).toBe('a b\ufffd c');
  for (const q of [undefined, ['x'], { q: 'x' }, 7]) expect(searchText(q)).toBe('');
  expect(wordsToFind('a b c d e f g h i j')).toHaveLength(8);
});

test('signs of a pattern stand for themselves', () => {
  expect(likePatterns('50% a_b')).toEqual(['%50\\%%', '%a\\_b%']);
});

test('a key of a name is short enough for an index', () => {
  expect(Buffer.byteLength(sortKey('\u{1F600}'.repeat(5_000)))).toBeLessThan(2_700);
  expect(sortKey('\u{1F600}'.repeat(5_000)).isWellFormed()).toBe(true);
});
