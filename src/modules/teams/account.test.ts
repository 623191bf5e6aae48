import type { AccountFact } from '../../facts/index.js';
import { record } from '../../event-store/index.js';
import { NotFound } from '../../shared/errors.js';
import { account, removeUser } from './account.js';

const accountId = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0001';
const resellerId = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0002';
const teamId = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0003';
const other = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0004';
const person = { name: 'Ann', email: 'ann@example.com' };
const metadata = { resellerId, actor: { id: 'someone', role: 'admin' }, correlationId: 'c' } as const;

const added: AccountFact = { type: 'UserAdded', data: { accountId, teamId, person } };
const removed: AccountFact = { type: 'UserRemoved', data: { accountId, teamId, person } };

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
