import { verdictOf } from './verdict.js';

describe('given who holds the address after it was claimed', () => {
  test.each([
    ['this account', { accountId: 'mine', teamId: 'team' }, 'imported'],
    ['another account of this Team', { accountId: 'theirs', teamId: 'team' }, 'already-in-this-team'],
    ['an account of another Team', { accountId: 'theirs', teamId: 'elsewhere' }, 'already-has-account'],
    ['an account that was removed in the same moment', undefined, 'already-has-account'],
  ])('%s, the verdict follows', (_who, holder, expected) => {
    expect(verdictOf(holder, 'mine', 'team')).toBe(expected);
  });
});
