import type { AccountFact } from '../../facts/index.js';
import { record } from '../../event-store/index.js';
import { NotFound, NotPossibleNow } from '../../shared/errors.js';
import { account, moveUser, removeUser, renameUser } from './account.js';

const accountId = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0001';
const resellerId = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0002';
const teamId = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0003';
const other = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0004';
const person = { name: 'Ann', email: 'ann@example.com' };
const metadata = { resellerId, actor: { id: 'someone', role: 'admin' }, correlationId: 'c' } as const;

const added: AccountFact = { type: 'UserAdded', data: { accountId, teamId, person } };
const removed: AccountFact = { type: 'UserRemoved', data: { accountId, teamId, person } };

const moved: AccountFact = { type: 'UserMoved', data: { accountId, fromTeamId: teamId, teamId: other, person } };
const renamed: AccountFact = {
  type: 'UserRenamed',
  data: { accountId, teamId, person: { ...person, name: 'Anne', previousName: 'Ann' } },
};

const given = (...facts: AccountFact[]) =>
  record(metadata, facts).reduce((state, event) => account.evolve(state, event), account.initial);

test.each([
  ['was added by hand', given(added)],
  ['was imported, so that the stream is empty', given()],
])('a person who %s can be removed', (_how, state) => {
  expect(removeUser(state, { accountId, teamId, resellerId, person })).toEqual([removed]);
});

test('removing a person twice changes nothing, whether or not they are still listed', () => {
  expect(removeUser(given(added, removed), { accountId, teamId, resellerId, person })).toEqual([]);
  expect(removeUser(given(removed), { accountId, teamId, resellerId, person: undefined })).toEqual([]);
});

test('a person who is not in the Team is not found', () => {
  expect(() => removeUser(given(), { accountId, teamId, resellerId, person: undefined })).toThrow(NotFound);
});

test.each([
  ['Team', { accountId, teamId: other, resellerId }],
  ['reseller', { accountId, teamId, resellerId: other }],
])('a person removed from another %s is not found', (_what, ids) => {
  expect(() => removeUser(given(removed), { ...ids, person: undefined })).toThrow(NotFound);
});

const member = { accountId, teamId, resellerId, person };

describe('a person is moved', () => {
  test.each([
    ['added by hand', given(added)],
    ['imported', given()],
  ])('who was %s', (_how, state) => {
    expect(moveUser(state, member, other)).toEqual([moved]);
  });

  test('once, however often the form is sent', () => {
    expect(moveUser(given(added, moved), member, other)).toEqual([]);
    expect(moveUser(given(moved), { ...member, teamId: other }, other)).toEqual([]);
    // The list of the Team that they left knows it already.
    expect(moveUser(given(moved), { ...member, person: undefined }, other)).toEqual([]);
  });

  test('and back again', () => {
    const back = moveUser(given(added, moved), { ...member, teamId: other }, teamId);
    expect(back).toEqual([{ type: 'UserMoved', data: { accountId, fromTeamId: other, teamId, person } }]);
  });

  test('but not from a Team that they left meanwhile, which an outdated list still shows', () => {
    const third = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0005';
    expect(() => moveUser(given(added, moved), member, third)).toThrow(NotPossibleNow);
  });

  test.each([
    ['was removed', given(added, removed), member],
    ['is not listed', given(), { ...member, person: undefined }],
  ])('but not if the person %s', (_why, state, of) => {
    expect(() => moveUser(state, of, other)).toThrow(NotFound);
  });
});

test('a person who was moved is removed from the Team that they are in, and from no other', () => {
  expect(() => removeUser(given(added, moved), member)).toThrow(NotPossibleNow);
  const there = { accountId, teamId: other, resellerId, person };
  expect(removeUser(given(added, moved), there)).toEqual([
    { type: 'UserRemoved', data: { accountId, teamId: other, person } },
  ]);
});

describe('a name is corrected', () => {
  test.each([
    ['added by hand', given(added)],
    ['imported', given()],
  ])('of a person who was %s', (_how, state) => {
    expect(renameUser(state, member, 'Anne')).toEqual([renamed]);
  });

  test('once, however often the form is sent and however old the list is', () => {
    expect(renameUser(given(added, renamed), member, 'Anne')).toEqual([]);
  });

  test('and stays when the person is moved or removed by a list that does not show it yet', () => {
    const anne = { ...person, name: 'Anne' };
    expect(moveUser(given(renamed), member, other)).toMatchObject([{ data: { person: anne } }]);
    expect(removeUser(given(renamed), member)).toMatchObject([{ data: { person: anne } }]);
  });

  test('but not of a person who left', () => {
    expect(() => renameUser(given(added, removed), member, 'Anne')).toThrow(NotFound);
    expect(() => renameUser(given(added, moved), member, 'Anne')).toThrow(NotPossibleNow);
  });
});
