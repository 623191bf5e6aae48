import type { RecordedEvent } from '../../../event-store/index.js';
import { memberChanges } from './members-projection.js';

const ids = { team: 'team', reseller: 'reseller', import: 'import' };
const person = { name: 'Zoë Łuk', email: 'Zoe@Example.com' };
const recordedAt = new Date('2026-11-23T14:32:00Z');

const event = (type: string, data: object): RecordedEvent => ({
  ...{ id: 'id', stream: 's', revision: 0, position: '1', type, data, recordedAt },
  metadata: { resellerId: ids.reseller, actor: { id: 'ada', role: 'admin' }, correlationId: 'c' },
});
const added = (accountId: string) => event('UserAdded', { accountId, teamId: ids.team, person });
const removed = (accountId: string) => event('UserRemoved', { accountId, teamId: ids.team, person });
const imported = (accountId: string) =>
  event('UserImported', { accountId, teamId: ids.team, importId: ids.import, person: { ...person, site: 'Oslo' } });

const moved = (accountId: string, teamId: string, revision: number) => ({
  ...event('UserMoved', { accountId, fromTeamId: ids.team, teamId, person }),
  revision,
});
const renamed = (accountId: string, name: string, revision: number) => ({
  ...event('UserRenamed', { accountId, teamId: ids.team, person: { ...person, name, previousName: person.name } }),
  revision,
});
const nothing = { changed: [], moved: [], removed: [] };

test('a person is listed with their origin: added by hand or imported', () => {
  const row = {
    ...{ team_id: ids.team, reseller_id: ids.reseller, added_by: 'ada', added_at: recordedAt },
    ...{ name: 'Zoë Łuk', email: 'Zoe@Example.com', name_key: 'zoe luk', search: 'zoe luk\nzoe@example.com' },
  };
  expect(memberChanges([added('a'), imported('b')])).toEqual({
    added: [
      { ...row, account_id: 'a', import_id: null, revision: 0 },
      { ...row, account_id: 'b', import_id: ids.import, revision: -1 },
    ],
    ...nothing,
  });
});

test('a person added and removed in one batch is only removed', () => {
  const { added: rows, removed: gone } = memberChanges([added('a'), imported('b'), removed('a')]);
  expect([rows.map((row) => row.account_id), gone]).toEqual([['b'], ['a']]);
});

test('a person who is moved and renamed changes once, to the last Team and name', () => {
  const batch = [moved('a', 'second', 1), renamed('a', 'Ann Lee', 2), moved('a', 'third', 3)];
  expect(memberChanges(batch)).toEqual({
    added: [],
    removed: [],
    changed: [
      {
        ...{ account_id: 'a', revision: 3, team_id: 'third', name: 'Ann Lee', name_key: 'ann lee' },
        search: 'ann lee\nzoe@example.com',
      },
    ],
    moved: [{ accountId: 'a', teamId: 'third', revision: 3 }],
  });
});

test('a person added and moved in one batch is added to the second Team, and the claim learns of the move', () => {
  const { added: rows, changed, moved: moves } = memberChanges([imported('a'), moved('a', 'second', 0)]);
  expect(rows).toMatchObject([{ account_id: 'a', team_id: 'second', import_id: ids.import, revision: 0 }]);
  expect([changed, moves]).toEqual([[], [{ accountId: 'a', teamId: 'second', revision: 0 }]]);
});

test('a person moved and removed in one batch is only removed', () => {
  expect(memberChanges([moved('a', 'second', 1), removed('a')])).toEqual({ added: [], ...nothing, removed: ['a'] });
});

test('events that are not about members are ignored', () => {
  const others = ['UserRejected', 'ImportStarted', 'ImportCompleted', 'TeamAdded', 'SomethingNew'];
  expect(memberChanges(others.map((type) => event(type, {})))).toEqual({ added: [], ...nothing });
});
