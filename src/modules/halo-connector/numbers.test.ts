import { countOf, haloId, truth, wholeNumber } from './numbers.js';

test.each([
  [18, 18],
  [18.0, 18],
  ['18', 18],
  ['18.0', 18],
  [-1, -1],
  [18.5, null],
  ['', null],
  ['x', null],
  [NaN, null],
  [1e300, null],
  [null, null],
  [[18], null],
])('the number %j is %j', (value, number) => {
  expect(wholeNumber(value)).toBe(number);
});

test.each([
  [0, 0],
  ['250', 250],
  [2_147_483_647, 2_147_483_647],
  [2_147_483_648, null],
  [3e9, null],
  [-1, null],
  [1.5, null],
])('a list of %j rows has %j', (value, count) => {
  expect(countOf(value)).toBe(count);
});

test.each([0, -1, 2_147_483_648, 1.5, undefined, 'seven'])('%j is no id', (value) => {
  expect(haloId(value)).toBeNull();
});

test.each([
  [true, true],
  ['True', true],
  [1, true],
  ['1', true],
  [false, false],
  ['false', false],
  [0, false],
  [-1, false],
  [undefined, false],
])('%j is %j', (value, is) => {
  expect(truth(value)).toBe(is);
});
