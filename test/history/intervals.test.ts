import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { NO_STREAM, rebuild, type NewEvent, type RecordedEvent } from '../../src/event-store/index.js';
import { intervalsProjection } from '../../src/modules/history/as-of/intervals-projection.js';
import { PastMembers } from '../../src/modules/history/as-of/past-members.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { logOf } from '../support/logs.js';
import { explaining, expectTouched, type Planned } from '../support/plans.js';
import { apply, LogOfATest, metadataOf, rebuilt } from './support.js';

let db: TestDatabase;
beforeAll(async () => void (db = await createTestDatabase()));
afterAll(() => db.drop());
beforeEach(async () => void (await db.pool.query('truncate member_interval')));

const metadata = metadataOf();
const TEAMS = [randomUUID(), randomUUID(), randomUUID()];
const NAMES = ['Ann', 'Åsa', 'Zoë'];
const SLOTS = 4;

const act = fc.record({
  slot: fc.nat(SLOTS - 1),
  team: fc.nat(TEAMS.length - 1),
  name: fc.constantFrom(...NAMES),
  do: fc.constantFrom('move', 'move', 'rename', 'remove', 'undo'),
  isImport: fc.boolean(),
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

interface Listed {
  readonly accountId: string;
  readonly teamId: string;
  readonly name: string;
}

/** What can happen to a few people, as events with their streams. A place in the list is taken again by another account. */
function eventsOf(acts: readonly Act[]): (readonly [string, NewEvent])[] {
  const listed: (Listed | undefined)[] = [];
  return acts.flatMap(({ slot, team, name, isImport, ...one }) => {
    const now = listed[slot];
    const teamId = TEAMS[team] ?? '';
    const accountId = now?.accountId ?? randomUUID();
    const event = (type: string, data: object) => {
      const stream = type === 'UserImported' ? `import-${randomUUID()}` : `account-${accountId}`;
      return [[stream, { id: randomUUID(), type, data: { accountId, ...data }, metadata }]] as const;
    };
    const person = { name: now?.name ?? name, email: `${accountId}@x.example` };
    if (!now) {
      listed[slot] = { accountId, teamId, name };
      return event(isImport ? 'UserImported' : 'UserAdded', { teamId, importId: randomUUID(), person });
    }
    if (one.do === 'move' && teamId !== now.teamId) {
      listed[slot] = { ...now, teamId };
      return event('UserMoved', { teamId, fromTeamId: now.teamId, person });
    }
    if (one.do === 'rename') {
      listed[slot] = { ...now, name };
      return event('UserRenamed', { teamId: now.teamId, person: { ...person, name, previousName: now.name } });
    }
    if (one.do === 'move') return [];
    listed[slot] = undefined;
    const undo = one.do === 'undo' ? { removalId: randomUUID(), undoOf: randomUUID() } : {};
    return event('UserRemoved', { teamId: now.teamId, person, ...undo });
  });
}

/** Who is in which Team after each event: the plainest way to say it. */
function statesOf(events: readonly RecordedEvent[]): { readonly at: Date; readonly listed: readonly Listed[] }[] {
  const listed = new Map<string, Listed>();
  return events.map(({ type, data, recordedAt: at }) => {
    const { accountId, teamId, person } = data as Listed & { readonly person: { readonly name: string } };
    if (type === 'UserRemoved') listed.delete(accountId);
    else listed.set(accountId, { accountId, teamId, name: person.name });
    return { at, listed: [...listed.values()] };
  });
}

const sorted = (people: readonly Listed[]) =>
  people.map(({ accountId, teamId, name }) => `${teamId} ${accountId} ${name}`).sort();

async function membersAt(before: Date): Promise<string[]> {
  const members = new PastMembers(db.pool);
  const each = TEAMS.map(async (teamId) => {
    const { rows, range } = await members.page(teamId, before, '', undefined);
    expect(range.of).toBe(rows.length);
    return rows.map((row) => ({ ...row, teamId }));
  });
  return sorted((await Promise.all(each)).flat());
}

async function expectStates(events: readonly RecordedEvent[]): Promise<void> {
  for (const { at, listed } of statesOf(events))
    expect(await membersAt(new Date(at.getTime() + 1))).toEqual(sorted(listed));
}

const rows = async () => (await db.pool.query('select * from member_interval order by since_position')).rows;

test('at each instant, the members match the events, in any batches, and after a rebuild', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 25 }),
      fc.array(fc.integer({ min: 1, max: 8 })),
      async (acts, sizes) => {
        await db.pool.query('truncate member_interval');
        const log = new LogOfATest();
        for (const [stream, event] of eventsOf(acts)) log.add(stream, [event]);
        const { events } = log;
        for (let at = 0, batch = 0; at < events.length; batch++) {
          const size = sizes[batch] ?? events.length;
          await apply(db.pool, intervalsProjection, events.slice(at, at + size));
          at += size;
        }
        await expectStates(events);
        const before = await rows();
        await rebuilt(db.pool, intervalsProjection, events);
        expect(await rows()).toEqual(before);
      },
    ),
    { numRuns: 30 },
  );
});

test('a rebuild from the log fills the same intervals', async () => {
  const store = await logOf(db.pool);
  const streams = new Map<string, number>();
  for (const [stream, event] of eventsOf(fc.sample(act, { numRuns: 150, seed: 7 }))) {
    const { revision } = await store.append(stream, streams.get(stream) ?? NO_STREAM, [event]);
    streams.set(stream, revision);
  }
  const events = await store.readAll('', 1_000);
  await apply(db.pool, intervalsProjection, events);
  const before = await rows();
  expect(before.length).toBeGreaterThan(20);
  await rebuild(db.pool, store, [intervalsProjection]);
  expect(await rows()).toEqual(before);
  await store.close();
});

test('a page, and the count, read no more than the people who ever were in the Team', async () => {
  const [team, other] = TEAMS;
  const own = 5_000;
  await db.pool.query(
    `insert into member_interval select gen_random_uuid(), lpad(n::text, 19, '0'), case when n <= ${own} then $1::uuid else $2::uuid end, $3,
       now() - n * interval '1 minute', null, 'A', 'a@x.example', 'a' || n, 'a', null, 'x', now() from generate_series(1, 40000) n`,
    [team, other, metadata.resellerId],
  );
  await db.pool.query('vacuum analyze member_interval');
  const seen: Planned[] = [];
  const members = new PastMembers(explaining(db.pool, seen));
  const first = await members.page(team ?? '', new Date(), '', undefined);
  const second = await members.page(team ?? '', new Date(), '', first.next ?? '');
  expect(second).toMatchObject({ previous: '', range: { from: 101, to: 200, of: own } });
  const pages = seen.filter(({ text }) => !text.includes('count(*)'));
  expectTouched(pages, 500);
  const long = await members.page(team ?? '', new Date(Date.now() - 30_000 * 60_000), '', undefined);
  expect(long.rows).toEqual([]);
  expectTouched(seen, 3 * own);
});
