import { whyTooPowerful, type Powers } from './roles.js';

const role: Powers = {
  name: 'portal',
  superuser: false,
  makesRoles: false,
  makesDatabases: false,
  bypassesPolicies: false,
  touchesFiles: false,
};

test('a role that only has rights on tables may run the portal', () => expect(whyTooPowerful(role)).toBeUndefined());

test.each<[string, Partial<Powers>, RegExp]>([
  ['a superuser', { superuser: true, touchesFiles: true }, /^DATABASE_URL: the role portal is a superuser, which/],
  ['one that makes roles', { makesRoles: true }, /may create roles, which/],
  [
    'one that makes databases and roles',
    { makesRoles: true, makesDatabases: true },
    /create roles and may create data/,
  ],
  ['one that bypasses policies', { bypassesPolicies: true }, /bypasses row security/],
  ['one that reads files', { touchesFiles: true }, /may reach files or programs of the server/],
])('%s may not, and the sentence says how to make one', (_name, powers, words) => {
  const problem = whyTooPowerful({ ...role, ...powers });
  expect(problem).toMatch(words);
  expect(problem).toMatch(/create role portal login[\s\S]*DATABASE_OWNER_URL/);
});
