import { readPerson } from './person.js';

test('a person is read as a name, an address and its key', () => {
  expect(readPerson({ name: ' Ann \u0007 Smith ', email: ' Ann@Example.COM ' })).toEqual({
    person: { name: 'Ann Smith', email: 'Ann@Example.COM' },
    key: 'ann@example.com',
  });
});

test.each([
  [undefined, undefined, { name: 'missing', email: 'missing' }],
  [' ', 'ann@example.com', { name: 'missing' }],
  ['\u200b\u3164', 'ann@example.com', { name: 'missing' }],
  ['x'.repeat(201), 'ann@example.com', { name: 'too-long' }],
  ['Ann', '', { email: 'missing' }],
  ['Ann', 'ann', { email: 'not-complete' }],
  ['Ann', ['ann@example.com', 'b@example.com'], { email: 'missing' }],
  ['Ann', 'a b@example.com', { email: 'not-usable' }],
  ['Ann', 'a@b@example.com', { email: 'two-ats' }],
  ['Ann', `${'x'.repeat(300)}@example.com`, { email: 'too-long' }],
])('the name %j with the address %j is refused: %j', (name, email, refused) => {
  expect(readPerson({ name, email })).toEqual({ refused });
});

test('200 characters of any script are a name', () => {
  expect(readPerson({ name: '😀'.repeat(200), email: 'a@example.com' })).toMatchObject({ key: 'a@example.com' });
});
