import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { inTransaction } from '../../src/database/index.js';
import { rebuild } from '../../src/event-store/index.js';
import { claimEmails, teamProjections } from '../../src/modules/teams/index.js';
import { NotFound, NotPossibleNow } from '../../src/shared/errors.js';
import { importEvents, startTeams, type Teams } from './support.js';

let teams: Teams;
beforeAll(async () => {
  teams = await startTeams();
});
afterAll(() => teams.stop());

const accountIn = async (teamId: string): Promise<string> => {
  const [person] = await teams.peopleOf(teamId);
  if (!person) throw new Error('No one is in this Team.');
  return person.accountId;
};

test('a person added by hand is in the Team, with the name of the admin who did it', async () => {
  const team = await teams.newTeam();
  await teams.addUser(team, ' Ann@Example.com ');
  expect(await teams.peopleOf(team)).toEqual([
    expect.objectContaining({ email: 'Ann@Example.com', importId: null, addedBy: teams.metadata.actor.id }),
  ]);
  expect(await teams.claims()).toContain('ann@example.com');
});

test('a form that is sent twice, or five times at once, adds one account and says so each time', async () => {
  const team = await teams.newTeam();
  for (let round = 1; round <= 10; round++) {
    const form = randomUUID();
    const email = `double${round}@example.com`;
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => teams.addUser(team, email, form)));
    outcomes.push(await teams.addUser(team, email.toUpperCase(), form));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ position: expect.any(String) as string });
    expect(await teams.peopleOf(team)).toHaveLength(round);
  }
  expect((await teams.outbox.deliverAll()).stuck).toBe(0);
});

test('the same form with another address adds another person', async () => {
  const team = await teams.newTeam();
  const form = randomUUID();
  await teams.addUser(team, 'first@example.com', form);
  expect((await teams.addUser(team, 'second@example.com', form)).refused).toBeUndefined();
  expect(await teams.peopleOf(team)).toHaveLength(2);
});

test('when two Teams add one address at the same time, one of them gets it', async () => {
  for (let round = 0; round < 10; round++) {
    const [one, two] = [await teams.newTeam(), await teams.newTeam()];
    const outcomes = await Promise.all([one, two].map((team) => teams.addUser(team, `race${round}@example.com`)));
    expect(outcomes.filter(({ refused }) => refused?.email === 'already-has-account')).toHaveLength(1);
    expect([...(await teams.peopleOf(one)), ...(await teams.peopleOf(two))]).toHaveLength(1);
  }
});

test('the refusal of a taken address says whether this Team has it, but never which other Team', async () => {
  const [one, two] = [await teams.newTeam(), await teams.newTeam()];
  await teams.addUser(one, 'taken@example.com');
  expect(await teams.addUser(one, 'TAKEN@example.com')).toEqual({ refused: { email: 'already-in-this-team' } });
  expect(await teams.addUser(two, 'taken@example.com')).toEqual({ refused: { email: 'already-has-account' } });
  expect(await teams.addUser(two, 'not an address')).toEqual({ refused: { email: 'not-complete' } });
  expect(await teams.addUser(two, `${'x'.repeat(250)}@example.com`)).toEqual({ refused: { email: 'too-long' } });
  expect(await teams.addUser(two, '')).toEqual({ refused: { email: 'missing' } });
  expect(await teams.peopleOf(two)).toEqual([]);
});

test('an event that a crash left between the claim and the log is delivered by the sweep', async () => {
  const team = await teams.newTeam();
  const crash = jest.spyOn(teams.outbox, 'deliver').mockRejectedValueOnce(new Error('killed'));
  await expect(teams.addUser(team, 'crash@example.com')).rejects.toThrow('killed');
  crash.mockRestore();
  expect(await teams.claims()).toContain('crash@example.com');
  expect(await teams.peopleOf(team)).toEqual([]);
  expect(await teams.outbox.deliverAll()).toEqual({ delivered: 1, stuck: 0 });
  expect(await teams.peopleOf(team)).toHaveLength(1);
});

test('a claim and its event are stored together or not at all', async () => {
  const team = await teams.newTeam();
  const fault = jest.spyOn(teams.outbox, 'stage').mockRejectedValueOnce(new Error('full disk'));
  await expect(teams.addUser(team, 'neither@example.com')).rejects.toThrow('full disk');
  fault.mockRestore();
  expect(await teams.claims()).not.toContain('neither@example.com');
});

test('removing a person frees the address for another Team', async () => {
  const [one, two] = [await teams.newTeam(), await teams.newTeam()];
  await teams.addUser(one, 'moves@example.com');
  await teams.removeUser(one, await accountIn(one));
  expect(await teams.peopleOf(one)).toEqual([]);
  expect((await teams.addUser(two, 'moves@example.com')).refused).toBeUndefined();
  expect(await teams.peopleOf(two)).toHaveLength(1);
});

test('the stream of an imported person begins with the removal', async () => {
  const team = await teams.newTeam();
  const importId = randomUUID();
  await teams.store.append(
    `import-${importId}`,
    -1,
    importEvents(teams.metadata, importId, team, ['imported@example.com']),
  );
  const accountId = await accountIn(team);
  expect((await teams.members.byId(team, accountId))?.importId).toBe(importId);
  await teams.removeUser(team, accountId);
  expect((await teams.store.readStream(`account-${accountId}`)).map(({ type, data }) => ({ type, data }))).toEqual([
    {
      type: 'UserRemoved',
      data: { accountId, teamId: team, person: { name: 'Person 0', email: 'imported@example.com' } },
    },
  ]);
});

test('removing a person twice, even at once, happens once', async () => {
  const team = await teams.newTeam();
  await teams.addUser(team, 'leaver@example.com');
  const accountId = await accountIn(team);
  await Promise.all([teams.removeUser(team, accountId), teams.removeUser(team, accountId)]);
  await teams.caughtUp();
  expect(await teams.removeUser(team, accountId)).toEqual({ position: undefined });
  expect(await teams.store.readStream(`account-${accountId}`)).toHaveLength(2);
  expect(await teams.directory.byId(teams.resellerId, team)).toMatchObject({ members: 0 });
});

test('sending the form of a removed person again adds a new account', async () => {
  const team = await teams.newTeam();
  const form = randomUUID();
  await teams.addUser(team, 'again@example.com', form);
  const before = await accountIn(team);
  await teams.removeUser(team, before);
  await teams.caughtUp();
  await teams.addUser(team, 'again@example.com', form);
  const after = await accountIn(team);
  expect(after).not.toBe(before);
  await teams.removeUser(team, after);
  await teams.caughtUp();
  expect(await teams.claims()).not.toContain('again@example.com');
});

test('a person of another Team, or an unknown one, cannot be removed', async () => {
  const [one, two] = [await teams.newTeam(), await teams.newTeam()];
  await teams.addUser(one, 'stays@example.com');
  const accountId = await accountIn(one);
  await expect(teams.removeUser(two, accountId)).rejects.toThrow(NotFound);
  await expect(teams.removeUser(one, randomUUID())).rejects.toThrow(NotFound);
  expect(await teams.peopleOf(one)).toHaveLength(1);
});

test('no one can be added to an archived Team, and removing its people frees their addresses', async () => {
  const team = await teams.newTeam();
  await teams.addUser(team, 'kept@example.com');
  const accountId = await accountIn(team);
  await teams.archiveTeam(team);
  await teams.caughtUp();
  await expect(teams.addUser(team, 'late@example.com')).rejects.toThrow(NotPossibleNow);
  expect(await teams.claims()).not.toContain('late@example.com');
  await teams.removeUser(team, accountId);
  await teams.caughtUp();
  expect(await teams.claims()).not.toContain('kept@example.com');
  expect((await teams.addUser(await teams.newTeam(), 'kept@example.com')).refused).toBeUndefined();
});

test('people are found by words of the name or the address, and read in pages', async () => {
  const team = await teams.newTeam();
  const importId = randomUUID();
  const emails = Array.from({ length: 150 }, (_, n) => `page${n}@example.com`);
  await teams.store.append(`import-${importId}`, -1, importEvents(teams.metadata, importId, team, emails));
  const first = await (await teams.caughtUp(), teams.members.page(team, '', undefined));
  const second = await teams.members.page(team, '', first.next ?? '');
  const all = [...first.rows, ...second.rows].map(({ email }) => email);
  expect(new Set(all)).toEqual(new Set(emails));
  expect([first.rows.length, all.length, first.at, second.at, second.next]).toEqual([100, 150, null, first.next, null]);

  const last = await teams.members.page(team, '', 'last', { total: 150 });
  expect(last).toMatchObject({ rows: second.rows, range: { from: 101, to: 150, of: 150 } });
  const backwards = await teams.members.page(team, '', undefined, { total: 150, order: { by: 'name', desc: true } });
  expect(backwards.rows.map(({ email }) => email)).toEqual(all.toReversed().slice(0, 100));
  expect((await teams.members.page(team, 'page1', undefined)).range.of).toBe(61);

  const found = async (search: string) =>
    (await teams.members.page(team, search, undefined)).rows.map(({ email }) => email);
  expect(await found('PAGE77')).toEqual(['page77@example.com']);
  expect(await found('pérson 77 example')).toEqual(['page77@example.com']);
  expect(await found('nobody')).toEqual([]);
  expect(await found('_age')).toEqual([]);
  expect(await found('x'.repeat(5_000))).toEqual([]);
  expect((await teams.members.page(team, '', '🤷')).at).toBeNull();
});

test('members, Teams and claims are the same after a rebuild', async () => {
  await teams.caughtUp();
  const rows = async () => ({
    members: (await teams.pool.query('select * from member order by account_id')).rows,
    teams: (await teams.pool.query('select * from team order by id')).rows,
    claims: (await teams.pool.query('select * from email_claim order by email_key')).rows,
  });
  const live = await rows();
  expect(live.members.length).toBeGreaterThan(100);
  await teams.pool.query(`update member set name = 'wrong'`);
  await teams.pool.query('update team set members = members + 1');
  expect(await rows()).not.toEqual(live);
  await rebuild(teams.pool, teams.store, teamProjections);
  expect(await rows()).toEqual(live);
});

test('adding and removing a person in one batch leaves the list empty and the address free', async () => {
  const team = await teams.newTeam();
  const importId = randomUUID();
  const [started, imported] = importEvents(teams.metadata, importId, team, ['brief@example.com']);
  if (!started || !imported) throw new Error('An import has two events here.');
  const { accountId, person } = imported.data as { accountId: string; person: { name: string; email: string } };
  const removed = {
    id: randomUUID(),
    type: 'UserRemoved',
    data: { accountId, teamId: team, person },
    metadata: teams.metadata,
  };
  await inTransaction(teams.pool, (tx) =>
    claimEmails(tx, [{ key: 'brief@example.com', accountId, teamId: team, resellerId: teams.resellerId }]),
  );
  await teams.store.append(`import-${importId}`, -1, [started, imported, removed]);
  expect(await teams.peopleOf(team)).toEqual([]);
  expect(await teams.claims()).not.toContain('brief@example.com');
  expect(await teams.directory.byId(teams.resellerId, team)).toMatchObject({ members: 0 });
});
