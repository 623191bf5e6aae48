import type { PastImport } from '../../credentials/index.js';
import type { Domains } from '../../teams/index.js';
import { clientDoubts, type ClientFacts } from './client-doubts.js';

const domains = (counts: Readonly<Record<string, number>>, more = false): Domains => ({
  counts: Object.entries(counts).map(([domain, people]) => ({ domain, people })),
  more,
});
const past = (teamId: string, kind: 'client' | 'list' | 'site', id: number, clientId?: number): PastImport => ({
  importId: 'i',
  teamId,
  group: { kind, id, name: 'Acme', ...(clientId === undefined ? {} : { clientId }) },
  at: new Date(0),
});
const nothingKnown: ClientFacts = {
  teamId: 'here',
  group: { kind: 'client', id: 12 },
  members: domains({}),
  ticked: domains({ 'acme.example': 3 }),
  lastOfGroup: undefined,
  lastIntoTeam: undefined,
  cameBefore: false,
};
const doubts = (facts: Partial<ClientFacts>) => clientDoubts({ ...nothingKnown, ...facts });
const kinds = (facts: Partial<ClientFacts>) => doubts(facts).map(({ kind }) => kind);

test('given a new Team and a new group, there is no doubt', () => {
  expect(doubts({})).toEqual([]);
});

describe('given members with addresses of another domain', () => {
  test('five are enough for a warning, which names the most common domain of both sides', () => {
    const ticked = domains({ 'gmail.com': 9, 'acme.example': 3, 'acme.test': 1 });
    expect(doubts({ members: domains({ 'contoso.example': 4, 'other.example': 1 }), ticked })).toEqual([
      { kind: 'other-domains', ticked: 'acme.example', members: 'contoso.example' },
    ]);
  });
  test.each<[string, Partial<ClientFacts>]>([
    ['four members', { members: domains({ 'contoso.example': 4 }) }],
    ['one domain in common', { members: domains({ 'contoso.example': 99, 'acme.example': 1 }) }],
    ['members at public providers only', { members: domains({ 'gmail.com': 50, 'outlook.com': 50 }) }],
    [
      'ticked people at public providers only',
      { members: domains({ 'c.example': 9 }), ticked: domains({ 'gmail.com': 2 }) },
    ],
    ['more domains of members than are read', { members: domains({ 'contoso.example': 9 }, true) }],
    [
      'more ticked domains than are read',
      { members: domains({ 'c.example': 9 }), ticked: domains({ 'a.example': 1 }, true) },
    ],
  ])('%s: no warning', (_what, facts) => {
    expect(kinds(facts)).toEqual([]);
  });
  test('a public provider in common does not count', () => {
    const members = domains({ 'contoso.example': 5, 'gmail.com': 5 });
    expect(kinds({ members, ticked: domains({ 'acme.example': 1, 'gmail.com': 1 }) })).toEqual(['other-domains']);
  });
});

describe('given an earlier import of the group', () => {
  test('into another Team, that is a warning, though it came into this one before', () => {
    const last = past('elsewhere', 'client', 12);
    expect(doubts({ lastOfGroup: last, lastIntoTeam: past('here', 'client', 12), cameBefore: true })).toEqual([
      { kind: 'group-went-elsewhere', last },
    ]);
  });
  test('into this Team, there is no doubt', () => {
    const last = past('here', 'client', 12);
    expect(kinds({ lastOfGroup: last, lastIntoTeam: last, cameBefore: true })).toEqual([]);
  });
});

describe('given earlier imports into the Team', () => {
  test('from another group only, that is a warning', () => {
    const last = past('here', 'client', 7);
    expect(doubts({ lastIntoTeam: last })).toEqual([{ kind: 'team-had-another-group', last }]);
  });
  test('from this group among others, there is no doubt', () => {
    expect(kinds({ lastIntoTeam: past('here', 'client', 7), cameBefore: true })).toEqual([]);
  });
  test.each<[string, ClientFacts['group'], PastImport]>([
    ['a site of the client', { kind: 'client', id: 12 }, past('here', 'site', 40, 12)],
    ['the client of the site', { kind: 'site', id: 40, clientId: 12 }, past('here', 'client', 12)],
    ['another site of the client', { kind: 'site', id: 41, clientId: 12 }, past('here', 'site', 40, 12)],
  ])('from %s, there is no doubt', (_what, group, lastIntoTeam) => {
    expect(kinds({ group, lastIntoTeam })).toEqual([]);
  });
  test.each<[string, PastImport]>([
    ['a site whose client is not known', past('here', 'site', 40)],
    ['a distribution list with the same id', past('here', 'list', 12)],
  ])('from %s, there is', (_what, lastIntoTeam) => {
    expect(kinds({ lastIntoTeam })).toEqual(['team-had-another-group']);
  });
});
