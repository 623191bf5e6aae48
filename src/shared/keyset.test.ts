import { fromCursor, pageOf, toCursor } from './keyset.js';

const id = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0001';

test('a cursor is read back in any script', () => {
  for (const key of ['', 'anna', 'नेहा', '\u{1F600}"\\']) expect(fromCursor(toCursor({ key, id }))).toEqual({ key, id });
});

test.each([
  undefined,
  '',
  'garbage',
  'x'.repeat(100_000),
  Buffer.from('null').toString('base64url'),
  Buffer.from('["a"]').toString('base64url'),
  Buffer.from('["a","not an id"]').toString('base64url'),
  Buffer.from(`["a\\u0000","${id}"]`).toString('base64url'),
  Buffer.from(`["\\ud800","${id}"]`).toString('base64url'),
  Buffer.from(`[1,"${id}"]`).toString('base64url'),
])('an invalid cursor shows the first page (%#)', (text) => {
  expect(fromCursor(text)).toBeUndefined();
});

test('a page says where the next one begins, and the last page has no next one', () => {
  const rows = ['a', 'b', 'c'].map((key) => ({ key, id }));
  const first = pageOf(rows, 2, undefined, (row) => row);
  expect(first.rows).toEqual(rows.slice(0, 2));
  expect(fromCursor(first.next ?? '')).toEqual({ key: 'b', id });
  expect(pageOf(rows, 3, 'here', (row) => row)).toEqual({ rows, at: 'here', next: null });
  expect(pageOf([], 3, undefined, (row: { key: string; id: string }) => row)).toEqual({
    rows: [],
    at: null,
    next: null,
  });
});
