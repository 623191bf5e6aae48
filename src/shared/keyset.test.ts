import { fromCursor, toCursor } from './keyset.js';

const id = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0001';
const FITS = [/^[^]*$/, /^[0-9a-f-]{36}$/];
const cursor = (...place: unknown[]) => Buffer.from(JSON.stringify(place)).toString('base64url');

test('a cursor is read back in any script', () => {
  for (const key of ['', 'anna', 'नेहा', '\u{1F600}"\\'])
    expect(fromCursor(toCursor({ keys: [key, id], rows: 100 }), FITS)).toEqual({ keys: [key, id], rows: 100 });
});

test.each([
  undefined,
  '',
  'garbage',
  'x'.repeat(100_000),
  Buffer.from('null').toString('base64url'),
  cursor('a'),
  cursor(100, 'a'),
  cursor(100, 'a', id, id),
  cursor(100, 'a', 'not an id'),
  cursor(100, 'a\0', id),
  cursor(100, 1, id),
  cursor(-1, 'a', id),
  cursor(0.5, 'a', id),
  cursor('a', id),
  Buffer.from(`[1,"\\ud800","${id}"]`).toString('base64url'),
])('an invalid cursor shows the first page (%#)', (text) => {
  expect(fromCursor(text, FITS)).toBeUndefined();
});
