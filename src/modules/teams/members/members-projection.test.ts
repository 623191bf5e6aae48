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

test('a person is listed with their origin: added by hand or imported', () => {
  const row = {
    ...{ team_id: ids.team, reseller_id: ids.reseller, added_by: 'ada', added_at: recordedAt },
    ...{ name: 'Zoë Łuk', email: 'Zoe@Example.com', name_key: 'zoe luk', search: 'zoe luk\nzoe@example.com' },
  };
  expect(memberChanges([added('a'), imported('b')])).toEqual({
    added: [
      { ...row, account_id: 'a', import_id: null },
      { ...row, account_id: 'b', import_id: ids.import },
    ],
    removed: [],
  });
});

test('a person added and removed in one batch is only removed', () => {
  const { added: rows, removed: gone } = memberChanges([added('a'), imported('b'), removed('a')]);
  expect([rows.map((row) => row.account_id), gone]).toEqual([['b'], ['a']]);
});

test('events that are not about members are ignored', () => {
  const others = ['UserRejected', 'ImportStarted', 'ImportCompleted', 'TeamAdded', 'SomethingNew'];
  expect(memberChanges(others.map((type) => event(type, {})))).toEqual({ added: [], removed: [] });
});
