import { withoutEnd, withoutEnds } from './ends.js';

test.each([
  ['  a b ', 'a b'],
  ['\u{E0001} a\u{E0001}', 'a'],
  ['   ', ''],
  ['', ''],
])('%j without the characters dropped at its ends is %j', (text, rest) => {
  expect(withoutEnds(text, /^[\s\p{Cf}]$/u)).toBe(rest);
});

test.each([
  ['a//', 'a'],
  ['//a/b', '//a/b'],
  ['///', ''],
])('%j without slashes at its end is %j', (text, rest) => {
  expect(withoutEnd(text, '/')).toBe(rest);
});

test('a megabyte of blanks in the middle takes linear time', () => {
  const text = `a${' '.repeat(2_000_000)}a`;
  expect(withoutEnds(text, /^\s$/u)).toBe(text);
  expect(withoutEnd(`${'/'.repeat(2_000_000)}a`, '/')).toHaveLength(2_000_001);
});
