import { pageNumber, rangeOf } from './row-range.js';

test.each([
  ['the first page', { shown: 100, before: 0, of: 250, isLast: false }, { from: 1, to: 100, of: 250 }],
  ['a page between', { shown: 100, before: 100, of: 250, isLast: false }, { from: 101, to: 200, of: 250 }],
  ['the last page', { shown: 50, before: 200, of: 250, isLast: true }, { from: 201, to: 250, of: 250 }],
  ['nothing found', { shown: 0, before: 0, of: 0, isLast: true }, { from: 0, to: 0, of: 0 }],
  ['fewer counted than are seen', { shown: 5, before: 0, of: 2, isLast: true }, { from: 1, to: 5, of: 5 }],
  ['fewer counted than one page', { shown: 100, before: 0, of: 3, isLast: false }, { from: 1, to: 100, of: 101 }],
  ['an address of other days', { shown: 100, before: 900, of: 250, isLast: false }, { from: 150, to: 249, of: 250 }],
])('%s', (_name, given, expected) => {
  expect(rangeOf({ ...given, size: 100 })).toEqual({ ...expected, size: 100 });
});

test('a list that is not counted has no total before its last page', () => {
  const page = { shown: 100, before: 200, of: null, size: 100 };
  expect(rangeOf({ ...page, isLast: false })).toEqual({ from: 201, to: 300, of: null, size: 100 });
  expect(rangeOf({ ...page, shown: 7, isLast: true })).toEqual({ from: 201, to: 207, of: 207, size: 100 });
});

test.each([
  [
    { from: 1, to: 100, of: 2_500, size: 100 },
    { page: 1, pages: 25 },
  ],
  [
    { from: 201, to: 300, of: 2_500, size: 100 },
    { page: 3, pages: 25 },
  ],
  [
    { from: 201, to: 207, of: 207, size: 100 },
    { page: 3, pages: 3 },
  ],
  [
    { from: 201, to: 300, of: null, size: 100 },
    { page: 3, pages: null },
  ],
  [
    { from: 0, to: 0, of: 0, size: 100 },
    { page: 1, pages: 1 },
  ],
])('%j is %j', (range, expected) => {
  expect(pageNumber(range)).toEqual(expected);
});
