import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { START } from '../../src/event-store/index.js';
import { NotFound, NotPossibleNow } from '../../src/shared/errors.js';
import { metadataOf, startTeams, type Teams } from './support.js';

let teams: Teams;
beforeAll(async () => {
  teams = await startTeams();
});
afterAll(() => teams.stop());
afterEach(() => jest.restoreAllMocks());

/** Types of the events about a Team and its people, in the order of the log. */
async function logOf(teamId: string): Promise<string[]> {
  const events = await teams.store.readAll(START, 10_000);
  return events.filter(({ data }) => (data as { teamId?: string }).teamId === teamId).map(({ type }) => type);
}

const isOpen = async (teamId: string) => {
  await teams.caughtUp();
  return (await teams.directory.byId(teams.resellerId, teamId))?.archived === false;
};

test('a Team is archived and reopened, each once, and takes people again', async () => {
  const id = await teams.newTeam('Comes Back Ltd');
  await teams.archiveTeam(id);
  expect(await teams.archiveTeam(id)).toEqual({ position: undefined });
  expect(await isOpen(id)).toBe(false);
  await teams.reopenTeam(id);
  expect(await teams.reopenTeam(id)).toEqual({ position: undefined });
  expect(await isOpen(id)).toBe(true);
  await teams.addUser(id, 'back@example.com');
  expect(await logOf(id)).toEqual(['TeamAdded', 'TeamArchived', 'TeamReopened', 'UserAdded']);
});

test('a Team whose name is taken meanwhile can be reopened only after the other one is renamed', async () => {
  const id = await teams.newTeam('Borrowed Name');
  await teams.archiveTeam(id);
  await teams.caughtUp();
  const other = await teams.newTeam('borrowed name');
  await expect(teams.reopenTeam(id)).rejects.toThrow('Another Team has this name now');
  await teams.renameTeam(other, 'A name of its own');
  await teams.caughtUp();
  await teams.reopenTeam(id);
  expect(await isOpen(id)).toBe(true);
});

test('no person is recorded after the archiving, with 40 added at the same time', async () => {
  for (let round = 0; round < 3; round++) {
    const id = await teams.newTeam();
    const adds = Array.from({ length: 40 }, (_, n) => teams.addUser(id, `late-${round}-${n}@example.com`));
    const [archived, ...added] = await Promise.allSettled([teams.archiveTeam(id), ...adds]);
    expect(archived?.status).toBe('fulfilled');
    const refusals = added.flatMap((add) => (add.status === 'rejected' ? [add.reason as unknown] : []));
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(NotPossibleNow);
    expect((await logOf(id)).at(-1)).toBe('TeamArchived');
    expect(await teams.peopleOf(id)).toHaveLength(40 - refusals.length);
  }
});

test('a person whose event is still in the outbox is recorded before the Team is archived', async () => {
  const id = await teams.newTeam();
  jest.spyOn(teams.outbox, 'deliver').mockRejectedValueOnce(new Error('killed'));
  await expect(teams.addUser(id, 'waits@example.com')).rejects.toThrow('killed');
  await teams.archiveTeam(id);
  expect(await logOf(id)).toEqual(['TeamAdded', 'UserAdded', 'TeamArchived']);
});

test('a TeamArchived that is appended late does not close a Team that was reopened', async () => {
  const id = await teams.newTeam();
  const crash = jest.spyOn(teams.outbox, 'deliver').mockRejectedValue(new Error('killed'));
  await expect(teams.archiveTeam(id)).rejects.toThrow('killed');
  await expect(teams.addUser(id, 'closed@example.com')).rejects.toThrow(NotPossibleNow);
  await expect(teams.reopenTeam(id)).rejects.toThrow('killed');
  crash.mockRestore();
  await teams.addUser(id, 'open-again@example.com');
  expect(await teams.outbox.deliverAll()).toEqual({ delivered: 0, stuck: 0 });
  expect(await logOf(id)).toEqual(['TeamAdded', 'TeamArchived', 'TeamReopened', 'UserAdded']);
  expect(await isOpen(id)).toBe(true);
});

test('archiving and reopening at the same time leave the log and the table in the same state', async () => {
  const id = await teams.newTeam();
  await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? teams.reopenTeam(id) : teams.archiveTeam(id))));
  const { rowCount } = await teams.pool.query('select from closed_team where team_id = $1', [id]);
  expect(await isOpen(id)).toBe(rowCount === 0);
  const [, ...doors] = await logOf(id);
  expect(doors).toEqual(doors.map((_, n) => (n % 2 ? 'TeamReopened' : 'TeamArchived')));
});

test('a Team of another reseller is not found', async () => {
  const id = await teams.newTeam();
  await teams.archiveTeam(id);
  await expect(teams.reopenTeam(id, metadataOf(randomUUID()))).rejects.toThrow(NotFound);
  await expect(teams.reopenTeam(randomUUID())).rejects.toThrow(NotFound);
});
