import { parse } from 'content-disposition';
import { contentDisposition } from './file-name.js';

const header = (name: string) => contentDisposition(name, '2026-11-27', 'csv');

test.each([
  ['Imports from 2026-03-01', 'Imports from 2026-03-01, exported 2026-11-27.csv'],
  ['People of Łódź/Ω', 'People of Łódź Ω, exported 2026-11-27.csv'],
  ['a\u202egnp.exe\r\nSet-Cookie: "x"', 'a gnp.exe Set-Cookie x, exported 2026-11-27.csv'],
  ['x'.repeat(300), `${'x'.repeat(50)}, exported 2026-11-27.csv`],
])('%j', (name, expected) => {
  const made = header(name);
  expect(made).toMatch(/^attachment; filename=[\x20-\x7e]+$/);
  expect(parse(made).parameters).toMatchObject({ filename: expected });
});

test('a program that knows ASCII only gets a name of letters, digits and hyphens', () => {
  expect(header('People of Łódź')).toContain('filename=people-of-lodz-exported-2026-11-27.csv');
  expect(header('山田')).toContain('filename=exported-2026-11-27.csv');
});
