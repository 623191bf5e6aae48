import { groupValue, parseGroupValue } from './group-value.js';

test.each([
  ['client-12', { kind: 'client', id: 12 }],
  ['list-3', { kind: 'list', id: 3 }],
  ['site-12-18', { kind: 'site', id: 18, clientId: 12 }],
] as const)('%s', (value, key) => {
  expect(parseGroupValue(value)).toEqual(key);
  expect(groupValue(key)).toBe(value);
});

test.each([
  '',
  'site-18',
  'client-12-18',
  'site-12-',
  'user-1',
  'client-1e3',
  'client-1234567890123456',
  12,
  undefined,
  ['client-1'],
])('%j is no group', (value) => {
  expect(parseGroupValue(value)).toBeUndefined();
});
