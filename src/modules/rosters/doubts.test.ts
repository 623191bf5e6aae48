import { announcedOwn, doubts } from './doubts.js';
import { NONE_LEFT_OUT } from './load/sort-out.js';

const LIST = { announced: 250, received: 250, foreignIds: 0, leftOutRows: NONE_LEFT_OUT, unsure: false };

test('a complete list has no warning', () => {
  expect(doubts(LIST)).toEqual({ fewer: null, unsure: null, leftOut: NONE_LEFT_OUT });
});

test('a list with fewer people than announced has a warning', () => {
  expect(doubts({ ...LIST, received: 243 }).fewer).toEqual({ announced: 250, received: 243 });
});

test('rows that were left out count as announced, and are not missing', () => {
  const leftOutRows = { addressesOnly: 2, withoutId: 1, withoutClient: 1, strangers: 3 };
  const list = { ...LIST, received: 243, foreignIds: 4, leftOutRows };
  expect(doubts(list)).toEqual({ fewer: null, unsure: null, leftOut: leftOutRows });
});

test.each([
  [null, null],
  [0, 0],
])('an announced number of %j is shown as %j, and never below zero', (announced, own) => {
  expect(announcedOwn({ ...LIST, announced, foreignIds: 5 })).toBe(own);
});

test.each([
  [false, 250, null],
  [true, 250, 'changed'],
  [true, null, 'no-number'],
])('unsure: %s with %j announced says %j', (unsure, announced, why) => {
  expect(doubts({ ...LIST, unsure, announced }).unsure).toBe(why);
});
