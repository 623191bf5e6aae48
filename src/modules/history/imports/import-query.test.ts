import { readBefore, readPeopleQuery } from './import-query.js';

const id = '0d6f3c1e-7d1c-4c57-9d63-2f7a6f0b1c11';

test('filters and cursors', () => {
  expect(readBefore({ before: id.toUpperCase() })).toBe(id);
  expect(readPeopleQuery({ outcome: 'rejected', q: ' Ann\n Lee ', sort: '-name' })).toEqual({
    ...{ outcome: 'rejected', q: 'Ann Lee', order: { by: 'name', desc: true } },
  });
});

test.each([
  undefined,
  '',
  'x',
  [id, id],
  ['100', '200'],
  '-1',
  '1e9',
  '9'.repeat(10),
  '9'.repeat(100_000),
  `${id}'--`,
  '__proto__',
])('an invalid value is ignored (%#)', (value) => {
  expect(readBefore({ before: value })).toBeNull();
  const order = { by: 'when', desc: false };
  expect(readPeopleQuery({ outcome: value, sort: value })).toEqual({ outcome: 'all', q: '', order });
});
