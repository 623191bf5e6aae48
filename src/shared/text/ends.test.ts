import { withoutEnd, withoutEnds } from './ends.js';

test.each([
  ['  a b ', 'a b'],
  ['\u{E0001} a\u{E0001}', 'a'],
  ['   ', ''],
  ['', ''],
])('%j without what is dropped at its ends is %j', (text, rest) => {
  expect(withoutEnds(text, /^[\s\p{Cf}]$/u)).toBe(rest);
});

test.each([
  ['a//', 'a'],
  ['//a/b', '//a/b'],
  ['///', ''],
])('%j without slashes at its end is %j', (text, rest) => {
  expect(withoutEnd(text, '/')).toBe(rest);
});

test('blanks by the megabyte in the middle are looked at once', () => {
  const text = `a${' '.repeat(2_000_000)}a`;
  expect(withoutEnds(text, /^\s$/u)).toBe(text);
  expect(withoutEnd(`${'/'.repeat(2_000_000)}a`, '/')).toHaveLength(2_000_001);
});
