import type { TeamFact } from '../../facts/index.js';
import { record } from '../../event-store/index.js';
import { NotFound, NotPossibleNow } from '../../shared/errors.js';
import { addTeam, archiveTeam, ownTeam, readTeamName, renameTeam, reopenTeam, team } from './team.js';

const teamId = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0001';
const resellerId = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0002';
const other = 'f2f0a9c5-4a3e-4d0c-9a55-6f3f9f1b0003';
const metadata = { resellerId, actor: { id: 'someone', role: 'admin' }, correlationId: 'c' } as const;

const added: TeamFact = { type: 'TeamAdded', data: { teamId, name: 'Acme' } };
const renamed: TeamFact = { type: 'TeamRenamed', data: { teamId, name: 'Acme Ltd', previousName: 'Acme' } };
const reopened = { type: 'TeamReopened', data: { teamId } } as const;
const archived: TeamFact = { type: 'TeamArchived', data: { teamId } };

const given = (...facts: TeamFact[]) =>
  record(metadata, facts).reduce((state, event) => team.evolve(state, event), team.initial);

describe('adding', () => {
  test('a new id is a new Team', () => {
    expect(addTeam(given(), { teamId, resellerId, name: 'Acme' })).toEqual([added]);
  });

  test('the same id again is the same Team, whatever its name by now', () => {
    expect(addTeam(given(added), { teamId, resellerId, name: 'Acme' })).toEqual([]);
    expect(addTeam(given(added, renamed, archived), { teamId, resellerId, name: 'Acme' })).toEqual([]);
  });

  test('the id of another reseller is not found', () => {
    expect(() => addTeam(given(added), { teamId, resellerId: other, name: 'Acme' })).toThrow(NotFound);
  });
});

describe('renaming', () => {
  test('records the former name', () => {
    expect(renameTeam(given(added), { teamId, resellerId, name: 'Acme Ltd' })).toEqual([renamed]);
  });

  test('to its present name records nothing', () => {
    expect(renameTeam(given(added, renamed), { teamId, resellerId, name: 'Acme Ltd' })).toEqual([]);
  });

  test('is refused for an archived Team', () => {
    expect(() => renameTeam(given(added, archived), { teamId, resellerId, name: 'Else' })).toThrow(NotPossibleNow);
  });

  test.each([
    ['that does not exist', given(), resellerId],
    ['of another reseller', given(added), other],
  ])('a Team %s is not found', (_what, state, asker) => {
    expect(() => renameTeam(state, { teamId, resellerId: asker, name: 'Else' })).toThrow(NotFound);
  });
});

describe('archiving and reopening', () => {
  const open = { closed: false, importRuns: false };

  test('each is recorded once', () => {
    expect(archiveTeam(teamId, open)).toEqual([archived]);
    expect(archiveTeam(teamId, { ...open, closed: true })).toEqual([]);
    expect(reopenTeam(teamId, { closed: true, namesake: undefined })).toEqual([reopened]);
    expect(reopenTeam(teamId, { closed: false, namesake: 'Acme' })).toEqual([]);
  });

  test('archiving an archived Team again does nothing while an earlier import ends', () => {
    expect(archiveTeam(teamId, { closed: true, importRuns: true })).toEqual([]);
  });

  test('archiving is refused while an import runs, and reopening if the name is taken', () => {
    expect(() => archiveTeam(teamId, { ...open, importRuns: true })).toThrow('Wait until the import has ended');
    expect(() => reopenTeam(teamId, { closed: true, namesake: 'Acme' })).toThrow('Another Team has this name now');
  });

  test('a reopened Team can be renamed', () => {
    const facts = renameTeam(given(added, archived, reopened), { teamId, resellerId, name: 'Else' });
    expect(facts).toHaveLength(1);
  });

  test('a Team of another reseller is not found', () => {
    expect(() => ownTeam(given(added), other)).toThrow(NotFound);
    expect(() => ownTeam(given(), resellerId)).toThrow(NotFound);
  });
});

test.each([
  ['  Acme   Ltd ', { name: 'Acme Ltd' }],
  ['Ac\u0000me\r\nLtd', { name: 'Ac me Ltd' }],
  ['Cafe\u0301', { name: 'Café' }],
  ['', { name: '', refused: 'missing' }],
  [' \t\u00a0 ', { name: '', refused: 'missing' }],
  [undefined, { name: '', refused: 'missing' }],
  [['a', 'b'], { name: '', refused: 'missing' }],
  ['😀'.repeat(100), { name: '😀'.repeat(100) }],
  ['x'.repeat(101), { name: 'x'.repeat(101), refused: 'too-long' }],
])('the name %j is read as %j', (typed, read) => {
  expect(readTeamName(typed)).toEqual(read);
});
