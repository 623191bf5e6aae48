import { randomUUID } from 'node:crypto';
import type { GroupReference } from '../../src/facts/index.js';
import { importsProjection } from '../../src/modules/history/imports/imports-projection.js';
import { PastImportsOfHistory } from '../../src/modules/history/imports/past-imports.js';
import { historyProjection } from '../../src/modules/history/history-projection.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { explaining, expectTouched, type Planned } from '../support/plans.js';
import { apply, LogOfATest, metadataOf, type ImportOfATest } from './support.js';

let db: TestDatabase;
let past: PastImportsOfHistory;
const log = new LogOfATest();
const metadata = metadataOf();
const { resellerId } = metadata;
const [acme, globex] = [randomUUID(), randomUUID()];
const client = (id: number): GroupReference => ({ kind: 'client', id, name: `Client ${id}` });

beforeAll(async () => {
  db = await createTestDatabase();
  past = new PastImportsOfHistory(db.pool);
});
afterAll(() => db.drop());

async function add(one: ImportOfATest): Promise<string> {
  const { importId, events } = log.addImport({ metadata, end: 'completed', people: [null], ...one });
  await apply(db.pool, importsProjection, events);
  await apply(db.pool, historyProjection, events);
  return importId;
}

test('the last import of each group is known, with its Team; groups without one are missing', async () => {
  await add({ teamId: acme, group: client(1) });
  const last = await add({ teamId: globex, group: client(1) });
  const other = await add({ teamId: acme, group: client(2) });
  await add({ teamId: acme, group: client(1), people: ['no-email'] });
  await add({ teamId: acme, group: client(1), metadata: metadataOf() });
  const found = await past.lastFrom(resellerId, [client(1), client(2), client(3), { kind: 'list', id: 1 }]);
  expect(found.map(({ importId, teamId, group }) => [importId, teamId, group])).toEqual([
    [last, globex, client(1)],
    [other, acme, client(2)],
  ]);
});

test('a Team knows its last import, the groups it had, and the client of a site', async () => {
  const team = randomUUID();
  expect(await past.lastInto(team)).toBeUndefined();
  await add({ teamId: team, group: client(5) });
  const site: GroupReference = { kind: 'site', id: 40, clientId: 5, name: 'Client 5, Harbour' };
  const last = await add({ teamId: team, group: site });
  await add({ teamId: team, group: client(6), people: ['no-email'] });
  expect(await past.lastInto(team)).toMatchObject({ importId: last, group: site });
  expect(await Promise.all([5, 6].map((id) => past.cameInto(resellerId, team, client(id))))).toEqual([true, false]);
});

test('each question touches at most the imports of one group of a long history', async () => {
  const team = randomUUID();
  const importsOfOneGroup = 1_000;
  await db.pool.query(
    `insert into import_summary (import_id, reseller_id, team_id, group_kind, group_id, group_name, actor_id, started_at, position,
       last_position, listed, to_decide, already_in_this_team, left_out, imported)
     select gen_random_uuid(), $1, case when n % 2 = 0 then $2 else gen_random_uuid() end, 'client', n % 40, 'Client', 'a', now(),
       lpad(n::text, 16, '0'), lpad(n::text, 16, '0'), 1, 1, 0, 0, 1 from generate_series(1, 40000) n`,
    [resellerId, team],
  );
  await db.pool.query('vacuum analyze import_summary');
  const seen: Planned[] = [];
  const watched = new PastImportsOfHistory(explaining(db.pool, seen));
  const groups = Array.from({ length: 40 }, (_, id) => client(id));
  expect(await watched.lastFrom(resellerId, groups)).toHaveLength(40);
  expect(await watched.lastInto(team)).toBeDefined();
  expect(await watched.cameInto(resellerId, team, client(2))).toBe(true);
  expect(await watched.cameInto(resellerId, team, client(3))).toBe(false);
  expectTouched(seen, importsOfOneGroup);
});
