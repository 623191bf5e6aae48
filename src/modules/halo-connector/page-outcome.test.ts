import { pageOutcome } from './page-outcome.js';

test.each([
  ['an empty page', 0, 0, 250, 250, 'end'],
  ['an empty page before all have come (a warning elsewhere)', 0, 0, 200, 250, 'end'],
  ['an empty list', 0, 0, 0, 0, 'end'],
  ['a full page', 100, 100, 100, 250, 'more'],
  ['a short page: the tenant’s limit may be lower than what was asked', 50, 50, 50, 250, 'more'],
  ['the last page: an empty one must follow', 50, 50, 250, 250, 'more'],
  ['more than announced', 50, 50, 300, 250, 'more'],
  ['a page that overlaps the one before', 100, 1, 101, 250, 'more'],
  ['a page that repeats, all announced have come', 100, 0, 250, 250, 'end'],
  ['a page that repeats, more than announced have come', 100, 0, 251, 250, 'end'],
  ['a page that repeats too early', 100, 0, 100, 250, 'fault'],
  ['a page that repeats where nothing was announced', 100, 0, 100, null, 'fault'],
  ['a new page where nothing was announced', 100, 100, 100, null, 'more'],
])('%s', (_what, rowsInPage, newIds, distinctSoFar, announced, outcome) => {
  expect(pageOutcome({ rowsInPage, newIds, distinctSoFar, announced })).toBe(outcome);
});

test.each([
  ['a whole list again', 250, 250, null, 'end'],
  ['a part of the list again', 100, 250, null, 'fault'],
  ['a whole page again before all announced have come', 100, 100, 250, 'fault'],
])(
  'without record_count, only a page with all ids ends a list: %s',
  (_what, idsInPage, distinctSoFar, announced, outcome) => {
    expect(pageOutcome({ rowsInPage: idsInPage, newIds: 0, distinctSoFar, announced, idsInPage })).toBe(outcome);
  },
);
