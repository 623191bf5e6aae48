import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type pg from 'pg';
import { ProjectionRunner, rebuild, type EventStore } from '../../src/event-store/index.js';
import { historyProjections } from '../../src/modules/history/index.js';
import { accountStream, teamProjections } from '../../src/modules/teams/index.js';
import { RemovePeopleWork } from '../../src/modules/removals/remove-people.work.js';
import { Removals } from '../../src/modules/removals/removals.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { CHAOS_LOG, type OpenedLog } from '../support/logs.js';
import { PATIENCE_MS } from '../support/patience.js';
import { cutAtEachCall } from './cuts.js';
import type { Fate } from './dying.js';
import { expectWholeSound } from './invariants.js';

const PEOPLE = 6;
const resellerId = randomUUID();
const metadata = { resellerId, actor: { id: 'admin', role: 'admin' }, correlationId: 'test' } as const;
const projections = [...teamProjections, ...historyProjections];

let db: TestDatabase;
let log: OpenedLog;
let store: EventStore;
let runner: ProjectionRunner;
beforeAll(async () => {
  db = await createTestDatabase();
  log = await CHAOS_LOG.open(db.pool);
  store = log.store;
  runner = new ProjectionRunner(db.pool, store, projections);
  runner.start();
});
afterAll(async () => {
  await runner.stop();
  await log.close();
  await db.drop();
});

const work = (pool: pg.Pool, events: EventStore) => new RemovePeopleWork(pool, events, new Removals(pool));
const caughtUp = async () => expect(await runner.waitFor(await store.head(), PATIENCE_MS)).toBe(true);

/** Lets the living processes come to the end. */
async function goOn(id: string): Promise<void> {
  const living = work(db.pool, store);
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    const result = await living.step(id, new AbortController().signal);
    if (result === 'done') return;
    if (Date.now() > deadline) throw new Error('The removal does not end.');
    if (result !== 'again') await after(20);
  }
}

interface Undone {
  readonly id: string;
  readonly team: string;
  readonly accounts: readonly string[];
}

/** An import whose undo has been requested. One of its people was renamed before. */
async function requested(): Promise<Undone> {
  const [id, team] = [randomUUID(), randomUUID()];
  const accounts = Array.from({ length: PEOPLE }, () => randomUUID());
  const about = { importId: id, teamId: team };
  const counts = { listed: PEOPLE, toDecide: PEOPLE, alreadyInThisTeam: 0, leftOut: 0 };
  const group = { kind: 'client', id: 1, name: 'A client' };
  const event = (type: string, data: object) => ({ id: randomUUID(), type, data: { ...about, ...data }, metadata });
  for (const accountId of accounts)
    await db.pool.query('insert into email_claim values ($1, $2, $3, $4)', [
      emailOf(accountId),
      accountId,
      team,
      resellerId,
    ]);
  await store.append(`import-${id}`, -1, [
    event('ImportStarted', { group, ...counts }),
    ...accounts.map((accountId, n) => event('UserImported', { n, haloId: n, accountId, person: personOf(accountId) })),
    event('ImportCompleted', { imported: PEOPLE, rejected: 0 }),
  ]);
  const undone = { id, team, accounts };
  await rename(undone, 0);
  await caughtUp();
  const removals = new Removals(db.pool);
  const selection = { kind: 'import', importId: id, teamId: team, people: PEOPLE } as const;
  const { version, sum } = await removals.preview(resellerId, selection);
  expect(sum).toEqual({ people: PEOPLE, removed: 0, waiting: PEOPLE - 1, kept: { renamed: 1 } });
  const typed = String(sum.waiting);
  expect(await removals.request({ id, selection, confirmed: version, typed }, metadata)).toBeUndefined();
  return undone;
}

const emailOf = (accountId: string) => `${accountId}@people.example`;
const personOf = (accountId: string) => ({ name: `Person ${accountId}`, email: emailOf(accountId), site: '' });

/** As another admin does: at the revision that they read. A person who is gone cannot be renamed. */
async function rename({ team, accounts }: Undone, n: number): Promise<void> {
  const accountId = accounts[n] ?? '';
  const past = await store.readStream(accountStream(accountId));
  if (past.some(({ type }) => type === 'UserRemoved')) return;
  const person = { name: 'Renamed', email: emailOf(accountId), previousName: `Person ${accountId}` };
  const event = { id: randomUUID(), type: 'UserRenamed', data: { accountId, teamId: team, person }, metadata };
  await store.append(accountStream(accountId), past.length - 1, [event]).catch(() => undefined);
}

const meanwhiles: readonly (readonly [string, (undone: Undone) => Promise<unknown>])[] = [
  ['and another goes on', async () => undefined],
  ['and another does it all', ({ id }) => goOn(id)],
  ['and it is cancelled', ({ id }) => new Removals(db.pool).cancel(resellerId, id)],
  ['and people are changed by another admin', async (undone) => Promise.all([1, 3, 5].map((n) => rename(undone, n)))],
];

describe.each<Fate>(['dies after', 'sleeps before'])('a process that undoes an import %s each call', (fate) => {
  test.each(meanwhiles)('%s', async (_what, meanwhile) => {
    const calls = await cutAtEachCall(fate, async () => {
      const undone = await requested();
      return {
        act: (dying) => work(dying.pool(db.pool), dying.store(store)).step(undone.id, new AbortController().signal),
        meanwhile: async () => void (await meanwhile(undone)),
        judge: async () => {
          await goOn(undone.id);
          await caughtUp();
          await expectUndone(undone);
        },
      };
    });
    expect(calls).toBeGreaterThan(10);
  });
});

test('after all of it, the claims and a rebuild agree', async () => {
  const members = async () => (await db.pool.query('select * from member order by account_id')).rows;
  const before = await members();
  await rebuild(db.pool, store, projections);
  expect(await members()).toEqual(before);
  await expectWholeSound(db.pool);
});

/** Everyone has one outcome, the log says the same, and what ended did not end before the last address was free. */
async function expectUndone({ id, accounts }: Undone): Promise<void> {
  const stream = await store.readStream(`undo-${id}`);
  expect(stream.map(({ type }) => type)).toEqual([
    'RemovalStarted',
    expect.stringMatching(/^Removal(Completed|Cancelled)$/),
  ]);
  const imported = await store.readStream(`import-${id}`);
  expect(imported.at(-1)?.type).toBe('ImportCompleted');
  const pasts = await Promise.all(accounts.map((accountId) => store.readStream(accountStream(accountId))));
  const removed = pasts.filter((past) => past.at(-1)?.type === 'UserRemoved');
  for (const past of pasts)
    expect(past.map(({ type }) => type)).toEqual(
      [expect.stringMatching(/^User(Removed|Renamed)$/)].slice(0, past.length),
    );
  const { data, position } = stream[1] as unknown as {
    data: { removed: number; kept: Record<string, number>; leftOver?: number };
    position: string;
  };
  expect(data.removed).toBe(removed.length);
  const kept = Object.values(data.kept).reduce((sum, each) => sum + each, 0);
  expect(data.removed + kept + (data.leftOver ?? 0)).toBe(PEOPLE);
  expect(kept).toBe(pasts.filter((past) => past.at(-1)?.type === 'UserRenamed').length);
  for (const past of removed) expect(past.at(-1)!.position < position).toBe(true);
  const { rows } = await db.pool.query(
    `select (select count(*)::int from member where account_id = any($1)) as members,
       (select count(*)::int from email_claim where account_id = any($1)) as claims,
       (select ended_at is not null from removal where id = $2) as ended`,
    [accounts, id],
  );
  const living = PEOPLE - removed.length;
  expect(rows).toEqual([{ members: living, claims: living, ended: true }]);
}
