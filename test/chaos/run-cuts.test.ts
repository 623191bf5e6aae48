import { randomUUID } from 'node:crypto';
import { ProjectionRunner, rebuild, type EventStore } from '../../src/event-store/index.js';
import { historyProjections } from '../../src/modules/history/index.js';
import { BeginRun } from '../../src/modules/runs/start-run/begin-run.js';
import { idOf } from '../../src/modules/runs/run-ids.js';
import { teamProjections } from '../../src/modules/teams/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { CHAOS_LOG, eventsOf, type OpenedLog } from '../support/logs.js';
import { PATIENCE_MS } from '../support/patience.js';
import { cutAtEachCall } from './cuts.js';
import type { Dying, Fate } from './dying.js';
import { expectWholeSound } from './invariants.js';
import { partsOf, toTheEnd, VERSION, type Parts } from './run-parts.js';

/** A run makes about a hundred calls, several of each kind. */
const SPARSER = 12;
const projections = [...teamProjections, ...historyProjections];
let db: TestDatabase;
let log: OpenedLog;
let store: EventStore;
let runner: ProjectionRunner;
let living: Parts;
beforeAll(async () => {
  db = await createTestDatabase();
  log = await CHAOS_LOG.open(db.pool);
  store = log.store;
  runner = new ProjectionRunner(db.pool, store, projections);
  runner.start();
  living = partsOf(db.pool, store, runner);
});
afterAll(async () => {
  await runner.stop();
  await log.close();
  await db.drop();
});

const caughtUp = async () => expect(await runner.waitFor(await store.head(), PATIENCE_MS)).toBe(true);

/** A run of two groups, whose Teams are both missing. Its reseller has its id, and no other run. */
async function requested(): Promise<string> {
  const id = randomUUID();
  const metadata = { resellerId: id, actor: { id: 'admin', role: 'admin' }, correlationId: 'test' } as const;
  await db.pool.query(
    `insert into halo_credentials (reseller_id, base_url, client_id, sealed_secret, fingerprint, stored_at, stored_by, version)
     values ($1, 'https://halo.example', 'client', '{}', '', now(), 'an admin', $2)`,
    [id, VERSION],
  );
  const pairs = [1, 2].map((n) => ({
    group: { kind: 'client' as const, id: n, name: `Group ${n}` },
    ...{ teamName: `Team ${n}`, teamId: null, matched: 'name' as const },
  }));
  expect(await new BeginRun(db.pool).begin(id, pairs, metadata)).toBe(true);
  return id;
}

const meanwhiles: readonly (readonly [string, (id: string) => Promise<unknown>])[] = [
  ['and another goes on', async () => undefined],
  ['and another does it all', (id) => toTheEnd(id, living, living)],
  ['and it is cancelled', (id) => living.requests.cancel(id, id)],
  ['and its second group is skipped', (id) => living.requests.skip(id, 2)],
];

describe.each<Fate>(['dies after', 'sleeps before'])('a process that steps a run %s each call', (fate) => {
  test.each(meanwhiles)('%s', async (_what, meanwhile) => {
    const begin = async () => {
      const id = await requested();
      return {
        act: (dying: Dying) => toTheEnd(id, partsOf(dying.pool(db.pool), dying.store(store), runner), living),
        meanwhile: async () => void (await meanwhile(id)),
        judge: async () => {
          await toTheEnd(id, living, living);
          await caughtUp();
          await expectWhole(id);
        },
      };
    };
    const calls = await cutAtEachCall(fate, begin, SPARSER);
    expect(calls).toBeGreaterThan(20);
  });
});

test('after all of it, the claims and a rebuild agree', async () => {
  const members = async () => (await db.pool.query('select * from member order by account_id')).rows;
  const before = await members();
  await rebuild(db.pool, store, projections);
  expect(await members()).toEqual(before);
  await expectWholeSound(db.pool);
});

/** Nothing was made twice, the imports kept their order, and whom both groups have is in the Team of the first that was imported. */
async function expectWhole(id: string): Promise<void> {
  const events = (await eventsOf(store)).filter(({ metadata }) => metadata.correlationId === id);
  const added = events.filter(({ type }) => type === 'TeamAdded').map(({ stream }) => stream);
  expect(new Set(added).size).toBe(added.length);
  expect([1, 2].map((n) => `team-${idOf(id, n, 'team')}`)).toEqual(expect.arrayContaining(added));

  const imports = [1, 2].map((n) => `import-${idOf(id, n, 'list')}`);
  const ofImports = events.filter(({ stream }) => stream.startsWith('import-'));
  const inTurn = imports.flatMap((stream) => ofImports.filter((event) => event.stream === stream));
  expect(ofImports).toEqual(inTurn);
  for (const stream of imports) {
    const types = ofImports.filter((event) => event.stream === stream).map(({ type }) => type);
    if (types.length > 0)
      expect([types[0], types.at(-1)]).toEqual(['ImportStarted', expect.stringMatching(/^Import(Com|Can)/)]);
  }
  const imported = ofImports.filter(({ type }) => type === 'UserImported');
  const inBoth = imported.filter(({ data }) => (data as { haloId: number }).haloId === 10);
  expect(inBoth.map(({ stream }) => stream)).toEqual(ofImports.slice(0, inBoth.length).map(({ stream }) => stream));
  const { rows } = await db.pool.query(
    `select (select ended_at is not null from run where id = $1) as ended, (select cancel_requested_at is not null from run where id = $1) as cancelled,
       (select count(*)::int from roster where held_by is not null and reseller_id = $1) as held,
       (select count(*)::int from roster where reseller_id = $1) as lists,
       (select count(*)::int from roster where import_requested_at is not null and import_ended_at is null and reseller_id = $1) as running,
       (select count(*)::int from run_pair where run_id = $1 and outcome = 'skipped') as skipped,
       (select count(*)::int from member where reseller_id = $1) as members`,
    [id],
  );
  expect(rows[0]).toMatchObject({ ended: true, held: 0, running: 0, members: imported.length });
  expect(rows[0].lists).toBeLessThanOrEqual(2);
  const both = rows[0].skipped === 0 ? 3 : 2;
  if (!rows[0].cancelled) expect(imported.length).toBe(both);
}
