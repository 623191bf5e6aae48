import type { PortalFact } from '../../facts/index.js';
import { sentenceOf } from './sentence.js';

const person = { name: 'Ann Lee', email: 'ann@acme.example', site: 'Main' };
const group = { kind: 'client', id: 12, name: 'Acme' } as const;
const ids = { importId: 'i', teamId: 't', accountId: 'a', n: 0, haloId: 7 };

const removal = { removalId: 'i', undoOf: 'i', teamId: 't' };

const tested = {
  ...{ teamId: null, baseUrl: 'https://acme.halopsa.com', tenantId: 'acme', tenantNamed: 'acme', retryAt: null },
  ...{ rights: null, clients: { count: 838, atLeast: false }, people: { count: 100, atLeast: true }, lists: null },
  ...{ listsFault: null, secretSentTo: [] },
  limit: { requests: 5, refused: 0, waitedMs: 0, stated: null, own: null },
} as const;

/** One fact of each type. The compiler reports a missing one. */
const facts: { readonly [Type in PortalFact['type']]: Extract<PortalFact, { type: Type }>['data'] } = {
  TeamAdded: { teamId: 't', name: 'Acme' },
  TeamRenamed: { teamId: 't', name: 'Acme Ltd', previousName: 'Acme' },
  TeamArchived: { teamId: 't' },
  TeamReopened: { teamId: 't' },
  UserAdded: { ...ids, person },
  UserMoved: { ...ids, fromTeamId: 'f', person },
  UserRenamed: { ...ids, person: { ...person, previousName: 'Anne Lee' } },
  UserRemoved: { ...ids, person },
  HaloCredentialsStored: {
    ...{ teamId: 't', baseUrl: 'https://acme.halopsa.com', tenantId: 'acme', clientId: 'c-1', fingerprint: 'f00d' },
  },
  HaloCredentialsRemoved: { teamId: null },
  ConnectionTested: tested,
  ConnectionTestFailed: { ...tested, reason: 'timed-out' },
  GroupsLoaded: { teamId: 't', groups: 1_310 },
  GroupsNotLoaded: { teamId: 't', reason: 'timed-out' },
  SitesLoaded: { teamId: 't', group, sites: 1_230 },
  SitesNotLoaded: { teamId: 't', group, reason: 'timed-out' },
  UsersLoaded: { teamId: 't', group, announced: 2_500, received: 2_499 },
  UsersNotLoaded: { teamId: 't', group, reason: 'credentials-removed' },
  ImportStarted: { ...ids, group, listed: 1_310, toDecide: 1_265, alreadyInThisTeam: 20, leftOut: 25 },
  UserImported: { ...ids, person },
  UserRejected: { ...ids, reason: 'no-email', person: { ...person, email: null } },
  ImportCompleted: { ...ids, imported: 1_204, rejected: 61 },
  ImportCancelled: { ...ids, imported: 200, rejected: 1, undecided: 1_064 },
  RemovalStarted: { ...removal, people: 1_204 },
  RemovalCompleted: { ...removal, removed: 1_200, kept: { renamed: 1, moved: 3 } },
  RemovalCancelled: { ...removal, removed: 1_000, kept: {}, leftOver: 204 },
  ExportMade: {
    ...{ exportId: 'e', kind: 'people', format: 'csv', zone: 'UTC', filter: {}, person: { searchedFor: 'Ann' } },
  },
};

const sentences: Readonly<Record<PortalFact['type'], string>> = {
  TeamAdded: 'Added the Team Acme.',
  TeamRenamed: 'Renamed the Team from Acme to Acme Ltd.',
  TeamArchived: 'Archived the Team.',
  TeamReopened: 'Reopened the Team.',
  UserAdded: 'Added Ann Lee (ann@acme.example) by hand.',
  UserMoved: 'Moved Ann Lee (ann@acme.example) here from another Team.',
  UserRenamed: 'Corrected the name of Anne Lee (ann@acme.example) to Ann Lee.',
  UserRemoved: 'Removed Ann Lee (ann@acme.example).',
  HaloCredentialsStored: 'Stored credentials for https://acme.halopsa.com (Client ID c-1).',
  HaloCredentialsRemoved: 'Removed the HaloPSA credentials.',
  ConnectionTested: 'Tested the connection to HaloPSA. 838 clients, at least 100 people.',
  ConnectionTestFailed: 'A test of the connection to HaloPSA failed. HaloPSA did not answer in time.',
  GroupsLoaded: 'Loaded 1,310 groups from HaloPSA.',
  GroupsNotLoaded: 'Groups were not loaded. HaloPSA did not answer in time.',
  SitesLoaded: 'Loaded 1,230 sites of Acme from HaloPSA.',
  SitesNotLoaded: 'The sites of Acme were not loaded. HaloPSA did not answer in time.',
  UsersLoaded: 'Loaded 2,499 people of Acme from HaloPSA, which had announced 2,500.',
  UsersNotLoaded: expect.stringMatching(/^The people of Acme were not loaded\. .+\.$/) as string,
  ImportStarted: 'Started to import 1,265 people of the 1,310 listed in Acme.',
  UserImported: 'Imported Ann Lee (ann@acme.example).',
  UserRejected: 'Rejected Ann Lee: No email address.',
  ImportCompleted: 'Completed the import: 1,204 imported, 61 rejected.',
  ImportCancelled: 'Cancelled the import: 200 imported, 1 rejected, 1,064 left out.',
  RemovalStarted: 'Started to undo an import of 1,204 people.',
  RemovalCompleted: 'Undid the import: 1,200 removed, 4 kept.',
  RemovalCancelled: 'Cancelled undoing the import: 1,000 removed, 0 kept, 204 not reached.',
  ExportMade: 'Exported what happened to people as CSV, searched for Ann.',
};

/** The sentence without the marks around names. */
const sentence = (fact: PortalFact) => sentenceOf(fact).replace(/[\u2068\u2069]/g, '');

test.each(Object.entries(facts))('%s', (type, data) => {
  expect(sentence({ type, data } as PortalFact)).toEqual(sentences[type as PortalFact['type']]);
});

test('a person without a name, and one without any data', () => {
  const rejected = (name: string, email: string | null) =>
    sentence({ type: 'UserRejected', data: { ...ids, reason: 'no-email', person: { name, email, site: '' } } });
  expect(rejected('', 'x@acme.example')).toBe('Rejected x@acme.example: No email address.');
  expect(rejected('', null)).toBe('Rejected a person without a name: No email address.');
});

test('a removal says whether it undoes an import, and a move names the Teams whose page it is not', () => {
  const chosen = { ...removal, undoOf: null };
  expect(sentence({ type: 'RemovalStarted', data: { ...chosen, people: 1 } })).toBe('Started to remove 1 person.');
  expect(sentence({ type: 'RemovalCompleted', data: { ...chosen, removed: 1, kept: {} } })).toBe(
    'Completed the removal: 1 removed, 0 kept.',
  );
  expect(sentence({ type: 'UserRemoved', data: { ...ids, person, undoOf: 'i' } })).toBe(
    'Removed Ann Lee (ann@acme.example), because the import was undone.',
  );
  const moved = (teams: { from?: string; to?: string }) =>
    sentenceOf({ type: 'UserMoved', data: facts.UserMoved }, teams);
  expect(moved({ from: 'Beta' })).toMatch(/\) here from \u2068Beta\u2069\.$/);
  expect(moved({ to: 'Beta' })).toMatch(/\) to \u2068Beta\u2069\.$/);
  expect(moved({ from: 'Alpha', to: 'Beta' })).toMatch(/\) from \u2068Alpha\u2069 to \u2068Beta\u2069\.$/);
});

test('one person is singular, and an announced number that was reached is not mentioned', () => {
  expect(sentence({ type: 'GroupsLoaded', data: { teamId: 't', groups: 1 } })).toBe('Loaded 1 group from HaloPSA.');
  const loaded = { teamId: 't', group, announced: null, received: 1 };
  expect(sentence({ type: 'UsersLoaded', data: loaded })).toBe('Loaded 1 person of Acme from HaloPSA.');
});

test('a name cannot change the order of the words around it', () => {
  const marked = Object.entries(facts).map(([type, data]) => sentenceOf({ type, data } as PortalFact));
  const without = marked.map((text) => text.replace(/\u2068[^\u2068\u2069]*\u2069/g, '…')).join(' ');
  expect(without).toContain('Renamed the Team from … to ….');
  expect(without).toContain('Imported … (…).');
  expect(without).not.toMatch(/Acme|Ann|acme|c-1/);
});
