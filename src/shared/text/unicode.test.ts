import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldCase, isAssigned } from './unicode.js';
import { usualWidth } from './width.js';

/** Not part of the program, so the compiler must not resolve it. */
const generator: string = join(import.meta.dirname, '../../../scripts/unicode-tables.mjs');

test('the tables are those of the Unicode data they were made from', async () => {
  const { source, tables } = (await import(generator)) as {
    tables: () => Promise<object>;
    source: (tables: object) => string;
  };
  const bare = (text: string) => text.replace(/\s+/g, ' ');
  const written = readFileSync(join(import.meta.dirname, 'unicode-tables.ts'), 'utf8');
  expect(bare(written)).toBe(bare(source(await tables())));
});

test('this version of Node knows every character of the tables, and composes it in the standard way', () => {
  const unknown = [];
  for (let point = 0; point < 0x110000; point++) {
    if (isAssigned(point) && /^\p{Cn}$/u.test(String.fromCodePoint(point))) unknown.push(point.toString(16));
  }
  expect(unknown).toEqual([]);
});

test('width changes nothing else', () => {
  for (let point = 0xff00; point <= 0xffef; point++) {
    const character = String.fromCodePoint(point);
    const usual = usualWidth(character);
    expect(usual.normalize('NFKC')).toBe(character.normalize('NFKC'));
    expect([character, usual === character]).toEqual([character, !isAssigned(point)]);
  }
});

test.each([
  ['ΜΙΣΟΣ', 'μισοσ'],
  ['μισος', 'μισοσ'],
  ['Straße', 'straße'],
  ['STRAẞE', 'straße'],
  ['İI', 'İi'],
  ['ſ', 's'],
  ['Ⱥ', 'ⱥ'],
  ['𐐀', '𐐨'],
])('%s folds to %s', (text, folded) => {
  expect(foldCase(text)).toBe(folded);
});
