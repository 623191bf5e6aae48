import { randomUUID } from 'node:crypto';
import { NotFound, NotPossibleNow } from '../../src/shared/errors.js';
import { importEvents, metadataOf, startTeams, type Teams } from './support.js';

let teams: Teams;
beforeAll(async () => {
  teams = await startTeams();
});
afterAll(() => teams.stop());

const namesIn = async (query: { search?: string; archived?: boolean; after?: string; resellerId?: string } = {}) => {
  await teams.caughtUp();
  const all = { resellerId: teams.resellerId, search: '', archived: false, after: undefined };
  return (await teams.list.page({ ...all, ...query })).rows.map((row) => row.name);
};

test('a Team is added once, however often its form is sent', async () => {
  const id = randomUUID();
  const outcomes = await Promise.all([1, 2, 3].map(() => teams.addTeam(id, '  Twice  Ltd ')));
  expect(outcomes.every(({ refused }) => refused === undefined)).toBe(true);
  expect(await namesIn({ search: 'twice' })).toEqual(['Twice Ltd']);
  expect(await teams.addTeam(id, 'Twice Ltd')).toEqual({ position: undefined });
});

test('the name of another active Team of the reseller is refused', async () => {
  const id = await teams.newTeam('Ünique GmbH');
  const refused = { refused: { looksLike: 'Ünique GmbH' } };
  for (const name of ['ünique gmbh', 'Ü\u200bnique \u3000GmbH', 'Ｕ\u0308nique GmbH', 'Ünique\u00ad GmbH\ufe0f']) {
    expect(await teams.addTeam(randomUUID(), name)).toEqual(refused);
  }
  expect(await teams.renameTeam(await teams.newTeam(), 'ÜNIQUE GMBH')).toEqual(refused);
  expect((await teams.renameTeam(id, 'ÜNIQUE GmbH')).refused).toBeUndefined();
  expect((await teams.addTeam(randomUUID(), 'Unique GmbH')).refused).toBeUndefined();
  expect((await teams.addTeam(randomUUID(), 'Ünique GmbH', metadataOf(randomUUID()))).refused).toBeUndefined();
});

test('when Teams take one name at the same moment, one of them gets it', async () => {
  const others = await Promise.all([teams.newTeam(), teams.newTeam()]);
  const outcomes = await Promise.all([
    ...[' Rush Ltd', 'RUSH ltd', 'Rush\u200b Ltd'].map((name) => teams.addTeam(randomUUID(), name)),
    ...others.map((id) => teams.renameTeam(id, 'rush LTD')),
  ]);
  expect(outcomes.filter(({ refused }) => refused === undefined)).toHaveLength(1);
  expect(await namesIn({ search: 'rush ltd' })).toHaveLength(1);
});

test('the name of an archived Team can be used again', async () => {
  const id = await teams.newTeam('Gone Ltd');
  await teams.archiveTeam(id);
  await teams.caughtUp();
  expect((await teams.addTeam(randomUUID(), 'Gone Ltd')).refused).toBeUndefined();
  expect(await namesIn({ search: 'gone' })).toEqual(['Gone Ltd']);
  expect(await namesIn({ search: 'gone', archived: true })).toEqual(['Gone Ltd', 'Gone Ltd']);
});

test.each([
  ['', 'missing'],
  ['\u200b\u3164', 'missing'],
  ['x'.repeat(101), 'too-long'],
])('the name %j is refused as %s, and nothing happens', async (name, refused) => {
  const id = randomUUID();
  expect(await teams.addTeam(id, name)).toEqual({ refused });
  expect(await teams.store.readStream(`team-${id}`)).toEqual([]);
});

test('renaming to the same name records no event', async () => {
  const id = await teams.newTeam('Same Ltd');
  expect(await teams.renameTeam(id, ' Same Ltd')).toEqual({ position: undefined });
  await teams.renameTeam(id, 'Other Ltd');
  expect(await namesIn({ search: 'other ltd' })).toEqual(['Other Ltd']);
});

test('a Team is not archived while people are imported into it', async () => {
  const id = await teams.newTeam();
  teams.imports.teams.add(id);
  await expect(teams.archiveTeam(id)).rejects.toThrow(NotPossibleNow);
  teams.imports.teams.delete(id);
  await teams.archiveTeam(id);
  teams.imports.teams.add(id);
  expect(await teams.archiveTeam(id)).toEqual({ position: undefined });
  await expect(teams.renameTeam(id, 'Too late')).rejects.toThrow(NotPossibleNow);
});

test('a Team of another reseller is not found', async () => {
  const id = await teams.newTeam();
  const stranger = metadataOf(randomUUID());
  await expect(teams.addTeam(id, 'Mine', stranger)).rejects.toThrow(NotFound);
  await expect(teams.renameTeam(id, 'Mine', stranger)).rejects.toThrow(NotFound);
  await expect(teams.archiveTeam(id, stranger)).rejects.toThrow(NotFound);
  await expect(teams.addUser(id, 'me@example.com', undefined, stranger)).rejects.toThrow(NotFound);
  expect(await teams.directory.byId(stranger.resellerId, id)).toBeUndefined();
  expect(await namesIn({ resellerId: stranger.resellerId })).toEqual([]);
});

test('a Team shows its number of people and the time of the last import', async () => {
  const id = await teams.newTeam();
  const importId = randomUUID();
  await teams.store.append(
    `import-${importId}`,
    -1,
    importEvents(teams.metadata, importId, id, ['c1@example.com', 'c2@example.com']),
  );
  await teams.addUser(id, 'c3@example.com');
  const [person] = await teams.peopleOf(id);
  await teams.removeUser(id, person?.accountId ?? '');
  await teams.caughtUp();
  expect(await teams.directory.byId(teams.resellerId, id)).toMatchObject({ members: 2, archived: false });
  const { rows } = await teams.list.page({
    resellerId: teams.resellerId,
    search: '',
    archived: false,
    after: undefined,
  });
  expect(rows.find((row) => row.id === id)).toMatchObject({
    lastImportId: importId,
    lastImportAt: expect.any(Date) as Date,
  });
});

test('the list continues after a page, and an invalid cursor gives the first page', async () => {
  const by = metadataOf(randomUUID());
  const wanted = Array.from({ length: 53 }, (_, n) => `Team ${String(n).padStart(2, '0')}`);
  for (const name of wanted.toReversed()) await teams.addTeam(randomUUID(), name, by);
  await teams.caughtUp();
  const query = { resellerId: by.resellerId, search: '', archived: false };
  const first = await teams.list.page({ ...query, after: undefined });
  const second = await teams.list.page({ ...query, after: first.next ?? '' });
  expect([...first.rows, ...second.rows].map((row) => row.name)).toEqual(wanted);
  expect([first.rows.length, first.at, second.at, second.next]).toEqual([50, null, first.next, null]);
  expect(await teams.list.page({ ...query, after: 'garbage' })).toMatchObject({ at: null, rows: first.rows });
  expect(await namesIn({ resellerId: by.resellerId, search: '%' })).toEqual([]);
});

test('the list has an order, a total, and pages to both ends', async () => {
  const by = metadataOf(randomUUID());
  const wanted = Array.from({ length: 120 }, (_, n) => `Team ${String(n).padStart(3, '0')}`);
  for (const name of wanted) await teams.addTeam(randomUUID(), name, by);
  await teams.caughtUp();
  await teams.pool.query('update team set members = right(name, 3)::integer % 7 where reseller_id = $1', [
    by.resellerId,
  ]);
  const query = { resellerId: by.resellerId, search: '', archived: false };
  const last = await teams.list.page({ ...query, after: 'last' });
  expect(last.rows.map(({ name }) => name)).toEqual(wanted.slice(100));
  expect(last).toMatchObject({ next: null, last: null, range: { from: 101, to: 120, of: 120, size: 50 } });
  const second = await teams.list.page({ ...query, after: last.previous ?? '' });
  expect(second.rows.map(({ name }) => name)).toEqual(wanted.slice(50, 100));
  expect(second).toMatchObject({ last: 'last', range: { from: 51, to: 100, of: 120 } });
  expect((await teams.list.page({ ...query, after: second.previous ?? 'x' })).at).toBeNull();

  const people: number[] = [];
  const order = { by: 'people', desc: true } as const;
  for (let after: string | null = ''; after !== null;) {
    const page: Awaited<ReturnType<typeof teams.list.page>> = await teams.list.page({ ...query, order, after });
    people.push(...page.rows.map(({ members }) => members));
    after = page.next;
  }
  expect(people).toHaveLength(120);
  expect(people).toEqual(people.toSorted((a, b) => b - a));
  const imported = await teams.list.page({ ...query, order: { by: 'import', desc: false }, after: 'last' });
  expect(imported.range).toMatchObject({ from: 101, to: 120 });
});

test('the directory gives other modules the names of Teams', async () => {
  const id = await teams.newTeam('Named Ltd');
  expect(await teams.directory.namesOf([id, id, randomUUID()])).toEqual(new Map([[id, 'Named Ltd']]));
});
