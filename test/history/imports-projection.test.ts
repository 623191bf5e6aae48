import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { ImportEvent, RejectionReason } from '../../src/facts/index.js';
import type { RecordedEvent } from '../../src/event-store/index.js';
import { importsProjection } from '../../src/modules/history/imports/imports-projection.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { apply, LogOfATest, metadataOf, rebuilt } from './support.js';

let db: TestDatabase;
beforeAll(async () => void (db = await createTestDatabase()));
afterAll(() => db.drop());
afterEach(async () => void (await db.pool.query('delete from import_summary')));

interface Row {
  readonly import_id: string;
  readonly status: string;
  readonly listed: number;
  readonly to_decide: number;
  readonly already_in_this_team: number;
  readonly left_out: number;
  readonly imported: number;
  readonly rejected: number;
  readonly waiting: number;
  readonly rejected_by_reason: Record<string, number>;
  readonly ended_at: Date | null;
}

const rows = async () =>
  (await db.pool.query<Row & Record<string, unknown>>('select * from import_summary order by position')).rows;

test('a completed import has its numbers, its people and its end', async () => {
  const log = new LogOfATest();
  const metadata = metadataOf();
  const teamId = randomUUID();
  const people = [null, 'no-email', null, 'already-has-account', 'no-email'] as const;
  const { importId, events } = log.addImport({
    ...{ metadata, teamId, people, alreadyInThisTeam: 20, leftOut: 25, end: 'completed' },
  });
  await apply(db.pool, importsProjection, events);
  expect(await rows()).toEqual([
    {
      ...{ import_id: importId, reseller_id: metadata.resellerId, team_id: teamId, actor_id: metadata.actor.id },
      ...{ group_kind: 'client', group_id: '12', group_name: 'Acme', status: 'completed' },
      ...{ started_at: events[0]?.recordedAt, ended_at: events.at(-1)?.recordedAt },
      ...{ position: events[0]?.position, last_position: events.at(-1)?.position },
      ...{ listed: 50, to_decide: 5, already_in_this_team: 20, left_out: 25, imported: 2, rejected: 3, waiting: 0 },
      rejected_by_reason: { 'no-email': 2, 'already-has-account': 1 },
    },
  ]);
});

test('people who were still waiting count as left out when an import is cancelled', async () => {
  const { events } = new LogOfATest().addImport({ people: [null], toDecide: 10, leftOut: 2, end: 'cancelled' });
  await apply(db.pool, importsProjection, events);
  expect(await rows()).toMatchObject([{ status: 'cancelled', listed: 12, imported: 1, left_out: 11, waiting: 0 }]);
});

test('other events are ignored', async () => {
  const log = new LogOfATest();
  const added = { id: randomUUID(), type: 'TeamAdded', data: { teamId: randomUUID(), name: 'Acme' } };
  await apply(db.pool, importsProjection, log.add('team-1', [{ ...added, metadata: metadataOf() }]));
  expect(await rows()).toEqual([]);
});

const reasons: RejectionReason[] = ['no-email', 'malformed-email', 'duplicate-in-list', 'already-has-account'];
const anImport = fc.record({
  people: fc.array(fc.option(fc.constantFrom(...reasons)), { maxLength: 12 }),
  neverDecided: fc.nat(5),
  alreadyInThisTeam: fc.nat(5),
  leftOut: fc.nat(5),
  ends: fc.boolean(),
});

/** Several imports at once, their events mixed, cut into batches anywhere. */
const schedule = fc.record({
  imports: fc.array(anImport, { minLength: 1, maxLength: 4 }),
  order: fc.infiniteStream(fc.nat(3)),
  sizes: fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
});

function mixed(imports: readonly RecordedEvent[][], order: Iterator<number>): RecordedEvent[] {
  const waiting = imports.map((events) => [...events]);
  const log: RecordedEvent[] = [];
  while (waiting.some((events) => events.length > 0)) {
    const turn = order.next().value as number;
    const next = waiting[turn % waiting.length]?.shift() ?? waiting.find((events) => events.length > 0)?.shift();
    if (next) log.push({ ...next, position: String(log.length + 1).padStart(19, '0') });
  }
  return log;
}

/** What the log itself says of an import: counted event by event, without the projection. */
function told(log: readonly RecordedEvent[], importId: string) {
  const mine = log
    .map((event) => event as RecordedEvent & ImportEvent)
    .filter(({ data }) => data.importId === importId);
  const imported = mine.filter(({ type }) => type === 'UserImported').length;
  const refused = mine.flatMap((event) => (event.type === 'UserRejected' ? [event.data.reason] : []));
  const ended = mine.some(({ type }) => type === 'ImportCompleted' || type === 'ImportCancelled');
  return { imported, rejected: refused.length, refused, ended };
}

test('the sum holds after any batches of any mix of imports, and a rebuild makes the same rows', async () => {
  const property = fc.asyncProperty(schedule, async ({ imports, order, sizes }) => {
    await db.pool.query('delete from import_summary');
    const eachLog = imports.map(({ neverDecided, ends, ...wanted }) => {
      const end = ends ? (neverDecided > 0 ? 'cancelled' : 'completed') : undefined;
      const toDecide = wanted.people.length + neverDecided;
      return new LogOfATest().addImport({ ...wanted, toDecide, ...(end ? { end } : {}) }).events;
    });
    const log = mixed(eachLog, order);
    for (let from = 0; from < log.length;) {
      const to = from + (sizes.next().value as number);
      await apply(db.pool, importsProjection, log.slice(from, to));
      from = to;
      expectToHold(await rows(), log.slice(0, to));
    }
    const live = await rows();
    await rebuilt(db.pool, importsProjection, log);
    expect(await rows()).toEqual(live);
    expect(live).toHaveLength(imports.length);
  });
  await fc.assert(property, { numRuns: 40 });
});

function expectToHold(shown: readonly Row[], log: readonly RecordedEvent[]): void {
  for (const row of shown) {
    const { imported, rejected, refused, ended } = told(log, row.import_id);
    expect(row).toMatchObject({ imported, rejected });
    expect(Object.values(row.rejected_by_reason).reduce((sum, number) => sum + number, 0)).toBe(rejected);
    for (const reason of refused) {
      expect(row.rejected_by_reason[reason]).toBe(refused.filter((other) => other === reason).length);
    }
    expect(row.waiting).toBe(ended ? 0 : row.to_decide - imported - rejected);
    expect(row.listed).toBe(imported + rejected + row.already_in_this_team + row.left_out + row.waiting);
    expect(row.status !== 'running').toBe(ended);
    expect(row.ended_at !== null).toBe(ended);
  }
}
