import { randomUUID } from 'node:crypto';
import { ProjectionRunner, rebuild } from '../../src/event-store/index.js';
import { historyProjection } from '../../src/modules/history/history-projection.js';
import { historyProjections } from '../../src/modules/history/projections.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { logOf } from '../support/logs.js';
import { apply, importEvents, LogOfATest, metadataOf } from './support.js';
import { PATIENCE_MS } from '../support/patience.js';

let db: TestDatabase;
beforeAll(async () => void (db = await createTestDatabase()));
afterAll(() => db.drop());
afterEach(async () => {
  await db.pool.query(
    "delete from history; delete from history_word; delete from history_address_part; update log.projection_checkpoint set position = ''",
  );
});

const words = async () => (await db.pool.query('select * from history_word order by position, word')).rows;
const parts = async () => (await db.pool.query('select * from history_address_part order by position, part')).rows;
const rows = async () => (await db.pool.query<Record<string, unknown>>('select * from history order by position')).rows;

test('the person is stored apart from what happened', async () => {
  const metadata = metadataOf();
  const data = { importId: randomUUID(), teamId: randomUUID(), n: 0, haloId: 7, reason: 'no-email' };
  const person = { name: 'Łukasz „Ł” O’Neil \\ 💡', email: null, site: '"' };
  const event = { id: randomUUID(), type: 'UserRejected', data: { ...data, person }, metadata };
  const [recorded] = new LogOfATest().add('import-1', [event]);
  if (recorded) await apply(db.pool, historyProjection, [recorded]);
  expect(await rows()).toEqual([
    {
      ...{ position: recorded?.position, stream: 'import-1', revision: 0, type: 'UserRejected', person, data },
      ...{ reseller_id: metadata.resellerId, team_id: data.teamId, recorded_at: recorded?.recordedAt },
      ...{ actor_id: metadata.actor.id, actor_role: 'admin', address: null },
      ...{ account_id: null, from_team_id: null, timeline: 'one-of-many' },
    },
  ]);
});

test('events without a person or a Team, and of unknown types, are history too', async () => {
  const metadata = metadataOf();
  const removed = { id: randomUUID(), type: 'HaloCredentialsRemoved', data: { teamId: null }, metadata };
  const strange = { id: randomUUID(), type: 'SomethingElse', data: { list: [1, null] }, metadata };
  await apply(db.pool, historyProjection, new LogOfATest().add('x', [removed, strange]));
  expect(await rows()).toMatchObject([
    { type: 'HaloCredentialsRemoved', team_id: null, person: null, data: { teamId: null } },
    { type: 'SomethingElse', team_id: null, person: null, data: { list: [1, null] } },
  ]);
  const { rows: nobody } = await db.pool.query('select from history where person is null');
  expect(nobody).toHaveLength(2);
});

test('on a real log, batches may split an import, and a rebuild makes the same rows', async () => {
  const store = await logOf(db.pool);
  const runner = new ProjectionRunner(db.pool, store, historyProjections);
  runner.start();
  try {
    const importId = randomUUID();
    const people = Array.from({ length: 1_200 }, (_, n) => (n % 3 === 0 ? ('no-email' as const) : null));
    const events = importEvents({ importId, people, end: 'completed' });
    let revision = -1;
    let position = '';
    for (let from = 0; from < events.length; from += 333) {
      ({ revision, position } = await store.append(`import-${importId}`, revision, events.slice(from, from + 333)));
    }
    expect(await runner.waitFor(position, PATIENCE_MS)).toBe(true);
    expect((await runner.status()).filter(({ degraded }) => degraded)).toEqual([]);
    const both = async () => [
      await rows(),
      (await db.pool.query('select * from import_summary')).rows,
      await words(),
      await parts(),
    ];
    const live = await both();
    expect(live[0]).toHaveLength(1_202);
    expect(live[3]?.length).toBeGreaterThanOrEqual(800);
    expect(live[1]).toMatchObject([{ imported: 800, rejected: 400, status: 'completed', last_position: position }]);
    await rebuild(db.pool, store, historyProjections);
    expect(await both()).toEqual(live);
  } finally {
    await runner.stop();
    await store.close();
  }
});
