import { randomUUID } from 'node:crypto';
import { ImportList, type ImportListQuery } from '../../src/modules/history/imports/import-list.js';
import { importsProjection } from '../../src/modules/history/imports/imports-projection.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { apply, LogOfATest, metadataOf, type ImportOfATest } from './support.js';

let db: TestDatabase;
let list: ImportList;
const log = new LogOfATest();
const metadata = metadataOf();
const { resellerId } = metadata;
const [acme, globex] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  db = await createTestDatabase();
  list = new ImportList(db.pool);
});
afterAll(() => db.drop());
beforeEach(async () => void (await db.pool.query('delete from import_summary')));

async function add(...wanted: readonly ImportOfATest[]): Promise<string[]> {
  const added = wanted.map((one) => log.addImport({ metadata, teamId: acme, ...one }));
  await apply(
    db.pool,
    importsProjection,
    added.flatMap(({ events }) => events),
  );
  return added.map(({ importId }) => importId);
}

const idsOf = (rows: readonly { readonly importId: string }[]) => rows.map(({ importId }) => importId);

async function readAll(query: ImportListQuery, between: () => Promise<unknown> = async () => undefined) {
  const ids: string[] = [];
  for (let before: string | null | undefined = undefined; before !== null;) {
    const page = await list.page({ ...query, before: before ?? null });
    expect(page.rows.length).toBeLessThanOrEqual(50);
    ids.push(...idsOf(page.rows));
    before = page.next;
    await between();
  }
  return ids;
}

test('pages are complete and without duplicates while imports run', async () => {
  const old = await add(...Array<ImportOfATest>(120).fill({ people: [null], end: 'completed' }));
  const seen = await readAll({ resellerId }, () => add({ people: [null] }, {}));
  expect(seen).toEqual(old.toReversed());
});

test('paging back shows the same pages', async () => {
  await add(...Array<ImportOfATest>(120).fill({}));
  const first = await list.page({ resellerId });
  const second = await list.page({ resellerId, before: first.next });
  const third = await list.page({ resellerId, before: second.next });
  expect([first, second, third].map(({ rows }) => rows.length)).toEqual([50, 50, 20]);
  expect(third.next).toBeNull();
  expect(third.previous).toBe(second.at);
  expect(second.previous).toBe('');
  expect(first).toMatchObject({ at: null, previous: '' });
});

test.each(['running', 'completed', 'cancelled', 'with-rejections'] as const)(
  'the filter shows only imports that are %s',
  async (outcome) => {
    const people = [null, 'no-email'] as const;
    const [running, refused] = await add({ people: [null], toDecide: 2 }, { people, toDecide: 3 });
    const [completed, withRefused, cancelled] = await add(
      { people: [null], end: 'completed' },
      { people, end: 'completed' },
      { people: [], toDecide: 1, end: 'cancelled' },
    );
    const expected = {
      running: [refused, running],
      completed: [withRefused, completed],
      cancelled: [cancelled],
      'with-rejections': [withRefused, refused],
    }[outcome];
    expect(idsOf((await list.page({ resellerId, outcome })).rows)).toEqual(expected);
    expect(idsOf((await list.page({ resellerId, outcome, teamId: acme })).rows)).toEqual(expected);
    expect((await list.page({ resellerId, outcome, teamId: globex })).rows).toEqual([]);
  },
);

test('filters hold on every page', async () => {
  const mixed = Array.from({ length: 130 }, (_, n) =>
    n % 2 === 0 ? { teamId: globex } : { end: 'completed' as const },
  );
  const ids = await add(...mixed);
  const even = ids.filter((_, n) => n % 2 === 0).toReversed();
  expect(await readAll({ resellerId, teamId: globex })).toEqual(even);
  expect(await readAll({ resellerId, teamId: acme, outcome: 'running' })).toEqual([]);
  expect(await readAll({ resellerId, outcome: 'running' })).toEqual(even);
});

test('no filter or page shows imports of another reseller', async () => {
  const other = metadataOf();
  const [mine] = await add({});
  const [theirs = ''] = await add({ metadata: other, people: ['no-email'], end: 'completed' });
  expect(await list.byId(resellerId, theirs)).toBeUndefined();
  expect(await list.byId(other.resellerId, theirs)).toMatchObject({ rejected: 1, rejectedByReason: { 'no-email': 1 } });
  for (const query of [{}, { teamId: acme }, { before: theirs }]) {
    expect(idsOf((await list.page({ resellerId, ...query })).rows)).toEqual([mine]);
  }
  expect((await list.page({ resellerId, before: theirs })).at).toBeNull();
  expect(await list.page({ resellerId, outcome: 'with-rejections' })).toMatchObject({ rows: [], next: null });
});

test('the filter offers the Teams, groups and people of recent imports', async () => {
  await add({}, {}, { teamId: globex }, { metadata: metadataOf(), teamId: randomUUID() });
  const { teams, actors, groups } = await list.recent(resellerId);
  expect(teams.toSorted()).toEqual([acme, globex].toSorted());
  expect(actors).toEqual([metadata.actor.id]);
  expect([...groups]).toEqual([['client:12', 'Acme']]);
});

describe('several filters together', () => {
  const ben = metadataOf(resellerId);
  const twoReasons = ['no-email', 'already-has-account', null] as const;

  test('each is applied', async () => {
    const [one, two, three] = await add(
      { people: twoReasons, end: 'completed' },
      { people: ['no-email'], end: 'cancelled', metadata: ben },
      { people: [null], end: 'completed', teamId: globex },
    );
    const found = async (query: Partial<ImportListQuery>) => idsOf((await list.page({ resellerId, ...query })).rows);
    expect(await found({ reason: 'no-email' })).toEqual([two, one]);
    expect(await found({ reason: 'already-has-account' })).toEqual([one]);
    expect(await found({ reason: 'already-has-account', teamId: acme, outcome: 'completed' })).toEqual([one]);
    expect(await found({ actorId: ben.actor.id, reason: 'no-email', outcome: 'cancelled' })).toEqual([two]);
    expect(await found({ group: 'client:12', actorId: metadata.actor.id })).toEqual([three, one]);
    expect(await found({ group: 'site:12' })).toEqual([]);
    const [started] = (await list.page({ resellerId, teamId: globex })).rows.map(({ startedAt }) =>
      startedAt.getTime(),
    );
    const at = (after: number) => new Date((started ?? 0) + after);
    expect(await found({ from: at(0), to: at(1) })).toEqual([three]);
    expect(await found({ from: at(1) })).toEqual([]);
    expect(await found({ to: at(0), teamId: acme })).toEqual([two, one]);
  });

  test('without an index, a request looks at 5,000 imports, says how far, and goes on from there', async () => {
    await db.pool.query(
      `insert into import_summary (import_id, reseller_id, team_id, group_kind, group_id, group_name, actor_id, started_at, position,
         last_position, listed, to_decide, already_in_this_team, left_out)
       select gen_random_uuid(), $1, $2, 'client', 12, 'Acme', case n when 1 then 'ben' else 'ann' end,
         timestamptz '2026-01-01' + n * interval '1 minute', lpad(n::text, 19, '0'), '', 0, 0, 0, 0
       from generate_series(1, 5500) n`,
      [resellerId, acme],
    );
    const query = { resellerId, teamId: acme, actorId: 'ben' };
    const first = await list.page(query);
    expect(first.rows).toEqual([]);
    expect(first.lookedBackTo).toEqual(new Date(Date.parse('2026-01-01T00:00:00Z') + 501 * 60_000));
    const second = await list.page({ ...query, before: first.next });
    expect([second.rows.length, second.next, second.lookedBackTo]).toEqual([1, null, null]);
    const pages = [];
    for await (const rows of list.all(query)) pages.push(rows.length);
    expect(pages).toEqual([0, 1]);
    // One filter alone has an index.
    expect(await list.page({ resellerId, actorId: 'ben' })).toMatchObject({ rows: [{ actorId: 'ben' }], next: null });
  });
});
