import { addressOf, isFirstPart, partsOf, wordRows, wordsOf, wordsOfPerson, type WordRow } from './person-keys.js';
import { isShown, waysOf } from './read-search.js';

const names = (text: string) => {
  const [way] = waysOf(text) as readonly { readonly words?: readonly string[] }[];
  return way?.words;
};
/** The rows of a name by which a search would show it, if the search read all rows. */
const shownBy = (name: string, text: string): WordRow[] =>
  wordRows(wordsOf(name)).filter((row) => isShown(row, names(text) ?? []));

test.each([
  ['Lee, Ann', ['lee', 'ann']],
  ['Ann-Marie Leeds', ['ann', 'marie', 'leeds']],
  ['ÅSA  O’Neill (she/her)', ['asa', 'oneill', 'she', 'her']],
  ['山田 太郎', ['山田', '太郎']],
  ['Nguyễn Thị Minh Khai', ['nguyen', 'thi', 'minh', 'khai']],
  ['José José', ['jose']],
  ['a b c d e f g h', ['a', 'b', 'c', 'd', 'e', 'f']],
  ['👩‍💻 ---', []],
  ['x'.repeat(1_000), ['x'.repeat(40)]],
])('the words of %s', (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test('a person without a name is found by the words before the @', () => {
  expect(wordsOfPerson({ name: ' ', email: 'Ann.Lee@acme.example' })).toEqual(['ann', 'lee']);
  expect(wordsOfPerson({ name: 'Zoë', email: 'Ann.Lee@acme.example' })).toEqual(['zoe']);
  expect(wordsOfPerson({ name: '', email: null })).toEqual([]);
});

test('each pair of words of a name has a row in either order', () => {
  expect(wordRows(['lee', 'ann'])).toEqual([
    { word: 'ann', rest: 'lee' },
    { word: 'lee', rest: 'ann' },
  ]);
  expect(wordRows(['ann'])).toEqual([{ word: 'ann', rest: '' }]);
  expect(wordRows(['a', 'b', 'c']).map(({ word, rest }) => `${word} ${rest}`)).toEqual([
    ...['a b c', 'a c b', 'b a c', 'b c a', 'c a b', 'c b a'],
  ]);
  expect(wordRows(wordsOf('a b c d e f'))).toHaveLength(30);
  expect(wordRows([])).toEqual([]);
});

test.each([
  [' Ann@ACME.example ', 'ann@acme.example'],
  ['bob@@x', 'bob@@x'],
  ['  ', null],
  [null, null],
])('the address %s is found as %s', (email, address) => {
  expect(addressOf({ name: '', email })).toBe(address);
});

test('an address is searched for as typed, then as a beginning', () => {
  const key = 'ann.lee@acme.example';
  const both = [
    { by: 'address', key, whole: true },
    { by: 'address', key, whole: false },
    { by: 'part', key },
  ];
  expect(waysOf('Ann.Lee@acme.EXAMPLE')).toEqual(both);
  expect(waysOf('"Lee, Ann" <ann.lee@acme.example>')).toEqual(both);
  expect(waysOf('ann.lee@acm')).toEqual([
    { by: 'address', key: 'ann.lee@acm', whole: false },
    { by: 'part', key: 'ann.lee@acm' },
  ]);
  expect(waysOf('@acme.example')).toEqual([{ by: 'part', key: 'acme.example' }]);
});

test('a name is searched for by the beginnings of its words, and a single word also as the beginning of an address', () => {
  expect(waysOf('Ann Le')).toEqual([{ by: 'name', words: ['ann', 'le'] }]);
  expect(waysOf('zoë.l')).toEqual([
    { by: 'name', words: ['zoe', 'l'] },
    { by: 'address', key: 'zoe.l', whole: false },
    { by: 'part', key: 'zoe.l' },
  ]);
  // The longest word matches the fewest rows.
  expect(names('le ann l johanna')).toEqual(['johanna', 'ann', 'le']);
});

test.each([
  ['a', 'too-short'],
  ['a b c', 'too-short'],
  ['--- ?!', 'too-short'],
  ['@', 'too-short'],
])('%s: %s', (text, problem) => {
  expect(waysOf(text)).toBe(problem);
});

test.each(['jo', '李', '이', 'x1'])('%s is long enough to search for', (text) => {
  expect(waysOf(text)).toMatchObject([{ by: 'name' }, { by: 'address' }, { by: 'part' }]);
});

test.each([
  ['Lee, Ann', 'ann le'],
  ['Ann-Marie Leeds', 'ann le'],
  ['Ann-Marie Leeds', 'LÉ än'],
  ['John Jones', 'jo'],
  ['John Jones', 'jo joh'],
  ['Maria del Carmen García López', 'garc mar'],
  ['Maria del Carmen García López', 'lo mar del'],
  ['Marie Martha Mary', 'mar'],
  ['Anna Annabel Ann', 'ann anna'],
  ['Madonna', 'mado'],
])('%s is found once by %s', (name, text) => {
  expect(shownBy(name, text)).toHaveLength(1);
});

test.each([
  ['Lee, Ann', 'ann lex'],
  ['Leeann', 'ann'],
  ['Maria del Carmen García López', 'maria lopez xavier'],
  ['Ann', 'ann lee'],
])('%s is not found by %s', (name, text) => {
  expect(shownBy(name, text)).toEqual([]);
});

test.each([
  ['ann.lee@mail.acme.example', ['lee@mail.acme.example', 'mail.acme.example', 'acme.example']],
  ['ann@xn--bcher-kva.example', ['bucher.example']],
  ['half@', []],
  [null, []],
])('the parts of %s', (email, parts) => {
  expect(partsOf({ name: '', email })).toEqual(parts);
});

test('an address that matches by two of its parts is found once', () => {
  const person = { name: '', email: 'x.acme@acme.example' };
  expect(partsOf(person).filter((part) => isFirstPart(part, person, 'acme'))).toEqual(['acme.example']);
});
