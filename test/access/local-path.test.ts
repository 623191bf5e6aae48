import { localPath, signInPath } from '../../src/web/local-path.js';

test.each(['/', '/teams', '/teams/1?q=a%20b&after=x', '/imports?team=1#part'])('%s is a path of the portal', (path) => {
  expect(localPath(path)).toBe(path.replace(/#.*/, ''));
});

test.each([
  ...[
    '',
    'teams',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
  ],
  ...[
    'javascript:alert(1)',
    '/teams\r\nSet-Cookie: a=b',
    '/a b',
    '/sign-in',
    '/sign-out',
    '/sign-in?next=/x',
    '/./\\evil.example',
  ],
  ...['/.//evil.example', '/a/..//evil.example', '/é', `/${'a'.repeat(2_001)}`],
  ...[undefined, null, 1, ['/teams'], { a: '/teams' }],
])('%j is not a path of the portal', (proposed) => {
  expect(localPath(proposed)).toBeUndefined();
  expect(signInPath(proposed)).toBe('/sign-in');
});

test('the sign-in URL remembers the requested page, except the start page', () => {
  expect(signInPath('/teams?q=a&b')).toBe('/sign-in?next=%2Fteams%3Fq%3Da%26b');
  expect(signInPath('/')).toBe('/sign-in');
});
