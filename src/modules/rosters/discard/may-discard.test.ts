import { mayDiscard, type ListToDiscard, type MayDiscard } from './may-discard.js';

const loaded: ListToDiscard = { status: 'loaded', isRequested: false, isHeld: false };

test.each<[string, Partial<ListToDiscard>, MayDiscard]>([
  ['a list', {}, 'yes'],
  ['a list whose load failed', { status: 'failed' }, 'yes'],
  ['a list that is thrown away', { status: 'expired' }, 'gone'],
  ['a list that is still loading', { status: 'loading' }, 'loading'],
  ['a list of a run', { isHeld: true }, 'in-a-run'],
  ['a list that is imported', { isRequested: true }, 'imported'],
  ['a list that was imported and has expired', { isRequested: true, status: 'expired' }, 'imported'],
])('given %s', (_what, list, answer) => {
  expect(mayDiscard({ ...loaded, ...list })).toBe(answer);
});
