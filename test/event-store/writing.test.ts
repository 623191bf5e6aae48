import { inTransaction } from '../../src/database/index.js';
import {
  handle,
  isTransient,
  NO_STREAM,
  record,
  WrongExpectedRevision,
  type Decider,
  type EventStore,
  type Fact,
} from '../../src/event-store/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { IN_POSTGRES, LOGS, type LogKind, type OpenedLog } from '../support/logs.js';
import { InterruptedStore, times } from './interrupted-store.js';
import { event, metadata, newStream } from './support.js';

type Counted = Fact<'Added', { amount: number }> | Fact<'Reset', Record<string, never>>;

const counter: Decider<number, Counted> = {
  initial: 0,
  evolve: (sum, fact) => (fact.type === 'Added' ? sum + fact.data.amount : 0),
};
const add = (amount: number) => record<Counted>(metadata, [{ type: 'Added', data: { amount } }]);

/** A database with its log there, for the tests of a block. */
function withLogIn(kind: LogKind): void {
  beforeAll(async () => {
    db = await createTestDatabase();
    opened = await kind.open(db.pool);
    real = opened.store;
  });
  beforeEach(() => {
    store = new InterruptedStore(real);
  });
  afterAll(async () => {
    await opened.close();
    await db.drop();
  });
}

let db: TestDatabase;
let opened: OpenedLog;
let real: EventStore;
let store: InterruptedStore;

describe.each(LOGS)('handle, with the log in $name', (kind) => {
  withLogIn(kind);

  test('folds the stream, decides and appends at the revision that was read', async () => {
    const stream = newStream();
    const seen: number[] = [];
    for (const amount of [1, 2, 3]) {
      const appended = await handle(store, stream, counter, (sum) => {
        seen.push(sum);
        return add(amount);
      });
      expect(appended?.revision).toBe(seen.length - 1);
    }
    expect(seen).toEqual([0, 1, 3]);
  });

  test('appends nothing without events, and passes on errors of the decision', async () => {
    const stream = newStream();
    expect(await handle(store, stream, counter, () => [])).toBeUndefined();
    const refused = handle(store, stream, counter, () => {
      throw new Error('not possible now');
    });
    await expect(refused).rejects.toThrow('not possible now');
    expect(await real.readStream(stream)).toEqual([]);
  });

  test('decides again with the events of faster writers', async () => {
    const stream = newStream();
    store.beforeAppend = times(2, () => handle(real, stream, counter, () => add(10)));
    const seen: number[] = [];
    await handle(store, stream, counter, (sum) => {
      seen.push(sum);
      return add(1);
    });
    expect(seen).toEqual([0, 10, 20]);
    expect(await real.readStream(stream)).toHaveLength(3);
  });

  test('gives up when other writers are faster every time', async () => {
    const stream = newStream();
    store.beforeAppend = times(100, () => handle(real, stream, counter, () => add(10)));
    await expect(handle(store, stream, counter, () => add(1))).rejects.toBeInstanceOf(WrongExpectedRevision);
  });

  test('keeps a limit when eight writers push against it', async () => {
    const stream = newStream();
    const upTo5 = (sum: number) => (sum < 5 ? add(1) : []);
    await Promise.all(Array.from({ length: 8 }, () => handle(store, stream, counter, upTo5)));
    expect(await real.readStream(stream)).toHaveLength(5);
  });
});

describe('inTransaction', () => {
  withLogIn(IN_POSTGRES);
  beforeAll(() => db.pool.query('create table note (text text primary key)'));
  const notes = async () => (await db.pool.query('select text from note order by text')).rows.map(({ text }) => text);

  test('commits, or rolls back and passes on the error', async () => {
    expect(
      await inTransaction(db.pool, (tx) => tx.query(`insert into note values ('a') returning text`)),
    ).toMatchObject({
      rows: [{ text: 'a' }],
    });
    const failed = inTransaction(db.pool, async (tx) => {
      await tx.query(`insert into note values ('b')`);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await notes()).toEqual(['a']);
  });

  test('reports an error when PostgreSQL rolls back instead of committing', async () => {
    const swallowed = inTransaction(db.pool, async (tx) => {
      await tx.query(`insert into note values ('c')`);
      await tx.query(`insert into note values ('a')`).catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('rolled back');
    expect(await notes()).toEqual(['a']);
  });

  test('survives a cut connection, and so does the pool', async () => {
    const cut = inTransaction(db.pool, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await db.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      return tx.query(`insert into note values ('d')`);
    });
    const error: unknown = await cut.catch((reason: unknown) => reason);
    expect(isTransient(error)).toBe(true);
    expect(await notes()).toEqual(['a']);
    expect(db.pool.totalCount - db.pool.idleCount).toBe(0);
  });

  test('holds no connection afterwards', async () => {
    await Promise.allSettled(
      Array.from({ length: 30 }, (_, n) =>
        inTransaction(db.pool, (tx) => tx.query(n % 2 ? 'select 1' : 'select nothing from nowhere')),
      ),
    );
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
  });

  test('an append to the log in PostgreSQL waits for a connection, not the other way round', async () => {
    await Promise.all(Array.from({ length: 50 }, () => real.append(newStream(), NO_STREAM, [event()])));
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
  });
});
