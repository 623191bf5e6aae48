import type { PastImport } from '../../credentials/index.js';
import type { Group } from '../../halo-connector/index.js';
import { numbered } from './begin-run.js';
import { chosenText, readChosen } from './chosen-groups.js';
import { knownOf, proposePair } from './proposals.js';
import { checkPairs, newTeams, pairRows } from './read-pairs.js';

const group = (id: number, name: string, more: Partial<Group> = {}): Group => ({
  ...{ kind: 'client', id, name, topLevel: null, inactive: false },
  ...more,
});
const acme = { id: 'team-acme', name: 'Acme' };
const groups = [group(1, 'ACME'), group(2, 'Bolt'), group(3, 'Twin'), group(4, 'Twin'), group(5, 'Acme (old)')];
const known = knownOf(groups, [acme]);
const last = (teamId: string) => ({ teamId }) as PastImport;
const proposalOf = (at: number, before?: PastImport) => proposePair(groups[at] as Group, before, known);
const offered = new Map(
  groups.map((one, at) => [`client-${one.id}`, { value: `client-${one.id}`, group: one, proposal: proposalOf(at) }]),
);
const rowsOf = (...names: [number, string?][]) =>
  pairRows(
    names.map(([id]) => `client-${id}`),
    new Map(names.flatMap(([id, name]) => (name === undefined ? [] : [[`client-${id}`, name]]))),
    offered,
    known,
  );

test('a group goes where it went last time, else into the Team of its name, else into a new one', () => {
  expect(proposalOf(1, last('team-acme'))).toMatchObject({ team: acme, matched: 'history' });
  expect(proposalOf(0)).toMatchObject({ team: acme, matched: 'name' });
  expect(proposalOf(1, last('archived'))).toMatchObject({ team: null, matched: 'name' });
});

test('a name that two groups have says nothing about which of them it is', () => {
  expect(proposalOf(2)).toMatchObject({ team: null, matched: 'none' });
});

test('a typed name is that of a Team, or of a new one, and no longer what was proposed', () => {
  expect(rowsOf([2, ' acme '], [5], [1])).toMatchObject([
    { teamId: 'team-acme', matched: 'none' },
    { teamId: null, teamName: 'Acme (old)', matched: 'name' },
    { teamId: 'team-acme', matched: 'name' },
  ]);
});

test.each<[string, [number, string?][], string[], string]>([
  ['without a group', [], [], 'none'],
  ['with a group that is gone', [[9]], [], 'rows'],
  ['without a name', [[1, ' ']], [], 'rows'],
  ['with too long a name', [[1, 'x'.repeat(101)]], [], 'rows'],
  ['with a new Team that the page did not name', [[2, 'Botl']], ['bolt'], 'new-teams'],
])('a form %s starts nothing', (_name, names, announced, problem) => {
  expect(checkPairs(rowsOf(...names), new Set(announced))).toEqual({ problem });
});

test('at most 100 pairs', () => {
  const rows = rowsOf(...Array.from({ length: 101 }, (): [number] => [1]));
  expect(checkPairs(rows, new Set())).toEqual({ problem: 'too-many' });
  expect(checkPairs(rows.slice(1), new Set())).toMatchObject({ pairs: { length: 100 } });
});

test('ids come from run and number, and pairs that name one missing Team share it', () => {
  const rows = rowsOf([1], [2, 'New'], [3, 'NEW']);
  const checked = checkPairs(rows, new Set(newTeams(rows)));
  const pairs = 'pairs' in checked ? checked.pairs : [];
  const run = '6ba7b810-9dad-41d1-80b4-00c04fd430c8';
  const [one, two, three] = numbered(run, pairs);
  expect([one?.teamId, one?.isNew]).toEqual(['team-acme', false]);
  expect(three?.teamId).toBe(two?.teamId);
  expect(new Set([one, two, three].map((pair) => pair?.listId)).size).toBe(3);
  expect(numbered(run, pairs)).toEqual([one, two, three]);
});

test('what is chosen stays chosen over pages', () => {
  const chosen = readChosen({ chosen: 'client-1.client-2', shown: 'client-2.list-3', group: ['list-3', 'site-1-2'] });
  expect(chosen).toEqual(['client-1', 'list-3']);
  expect(readChosen({ chosen: chosenText(chosen), without: 'client-1' })).toEqual(['list-3']);
});
