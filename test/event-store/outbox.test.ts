import { randomUUID } from 'node:crypto';
import { inTransaction } from '../../src/database/index.js';
import { NO_STREAM, Outbox, WrongExpectedRevision, type EventStore } from '../../src/event-store/index.js';
import type { NewEvent } from '../../src/event-store/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { IN_POSTGRES, LOGS, type LogKind, type OpenedLog } from '../support/logs.js';
import { InterruptedStore, times } from './interrupted-store.js';
import { LenientStore } from './lenient-store.js';
import { appendLast, event, events, ids, newStream } from './support.js';

let db: TestDatabase;
let opened: OpenedLog;
let real: EventStore;
let store: InterruptedStore;
let outbox: Outbox;
let logged: string[];
/** A database with its log there, for the tests of a block. */
function withLogIn(kind: LogKind): void {
  beforeAll(async () => {
    db = await createTestDatabase();
    opened = await kind.open(db.pool);
    real = opened.store;
  });
  beforeEach(async () => {
    await db.pool.query('delete from log.outbox');
    logged = [];
    const log = (message: string) => void logged.push(message);
    store = new InterruptedStore(real);
    outbox = new Outbox(db.pool, store, { warn: log, error: log });
  });
  afterAll(async () => {
    await opened.close();
    await db.drop();
  });
}

const stage = (stream: string, expectedRevision: number | 'next', batch: readonly NewEvent[]) =>
  inTransaction(db.pool, (tx) => outbox.stage(tx, { stream, expectedRevision, events: batch }));
const waiting = async () => (await db.pool.query('select 1 from log.outbox')).rowCount;
const isWaiting = async (stream: string) =>
  (await db.pool.query('select 1 from log.outbox where stream = $1', [stream])).rowCount !== 0;
const crash = () => Promise.reject(new Error('the process died here'));

describe.each(LOGS)('with the log in $name', (kind) => {
  withLogIn(kind);

  describe.each<[string, (last: number) => number | 'next']>([
    ['at an exact revision', (last) => last],
    ['next', () => 'next'],
  ])('an entry %s', (_, revision) => {
    let stream: string;
    let batch: NewEvent[];
    beforeEach(async () => {
      stream = newStream();
      batch = events(2);
      await real.append(stream, NO_STREAM, events(3));
    });

    test('is delivered once and then deleted', async () => {
      const id = await stage(stream, revision(2), batch);
      expect((await outbox.deliver(id))?.revision).toBe(4);
      expect(await waiting()).toBe(0);
      expect(await outbox.deliver(id)).toBeUndefined();
      expect(await outbox.deliver(randomUUID())).toBeUndefined();
      expect((await real.readStream(stream, { from: 3 })).map(({ id, data }) => ({ id, data }))).toEqual(
        batch.map(({ id, data }) => ({ id, data })),
      );
    });

    test('does not exist after its transaction was rolled back', async () => {
      const failed = inTransaction(db.pool, async (tx) => {
        await outbox.stage(tx, { stream, expectedRevision: revision(2), events: batch });
        throw new Error('taken back');
      });
      await expect(failed).rejects.toThrow('taken back');
      expect(await outbox.deliverAll()).toEqual({ delivered: 0, stuck: 0 });
      expect(await real.readStream(stream)).toHaveLength(3);
    });

    test('is delivered by the sweep after a crash before the append', async () => {
      const id = await stage(stream, revision(2), batch);
      store.beforeAppend = times(1, crash);
      await expect(outbox.deliver(id)).rejects.toThrow('died here');
      expect(await outbox.deliverAll()).toEqual({ delivered: 1, stuck: 0 });
      expect(ids(await real.readStream(stream, { from: 3 }))).toEqual(ids(batch));
    });

    test('is not recorded again after a crash behind the append, even if other events followed', async () => {
      const id = await stage(stream, revision(2), batch);
      store.afterAppend = times(1, crash);
      await expect(outbox.deliver(id)).rejects.toThrow('died here');
      const more = events(1);
      await real.append(stream, 4, more);
      expect((await outbox.deliver(id))?.revision).toBe(4);
      expect(await waiting()).toBe(0);
      expect(ids(await real.readStream(stream, { from: 3 }))).toEqual(ids([...batch, ...more]));
    });

    test('is recorded once when many deliver it together', async () => {
      const id = await stage(stream, revision(2), batch);
      const [, ...all] = await Promise.all([
        outbox.deliverAll(),
        ...Array.from({ length: 6 }, () => outbox.deliver(id)),
      ]);
      for (const one of all) expect([undefined, 4]).toContain(one?.revision);
      expect(ids(await real.readStream(stream, { from: 3 }))).toEqual(ids(batch));
      expect(await waiting()).toBe(0);
    });

    test('is recorded once when a deliverer resumes long after another has delivered it', async () => {
      const id = await stage(stream, revision(2), batch);
      const zombie = new InterruptedStore(real);
      zombie.beforeAppend = times(1, async () => {
        await outbox.deliver(id);
        await real.append(stream, 4, events(1));
      });
      expect((await new Outbox(db.pool, zombie).deliver(id))?.revision).toBe(4);
      expect(await real.readStream(stream)).toHaveLength(6);
    });

    test('is delivered after the entries of its stream that were staged before it', async () => {
      const earlier = events(1);
      await stage(stream, revision(2), earlier);
      const id = await stage(stream, revision(3), batch);
      expect((await outbox.deliver(id))?.revision).toBe(5);
      expect(ids(await real.readStream(stream, { from: 3 }))).toEqual(ids([...earlier, ...batch]));
      expect(await waiting()).toBe(0);
    });

    test('is checked when it is staged', async () => {
      await expect(stage(stream, revision(2), [])).rejects.toThrow('1 to 5000');
      await expect(stage(stream, revision(2), [event({ name: '\u0000' })])).rejects.toThrow('NUL');
    });
  });

  test('a next entry goes behind the events of faster writers', async () => {
    const stream = newStream();
    const id = await stage(stream, 'next', events(1));
    let last = NO_STREAM;
    store.beforeAppend = times(3, async () => (last = (await real.append(stream, last, events(1))).revision));
    expect((await outbox.deliver(id))?.revision).toBe(3);
    expect(await waiting()).toBe(0);
  });

  test('an append of a next entry that arrives after the entry was moved changes nothing', async () => {
    const stream = newStream();
    const batch = events(1);
    const id = await stage(stream, 'next', batch);
    // The zombie chose revision -1 and stops; others write; the second deliverer meets the conflict, moves the entry and delivers it.
    const zombie = new InterruptedStore(real);
    zombie.beforeAppend = times(1, async () => {
      await real.append(stream, NO_STREAM, events(2));
      expect((await outbox.deliver(id))?.revision).toBe(2);
    });
    expect((await new Outbox(db.pool, zombie).deliver(id))?.revision).toBe(2);
    expect((await real.readStream(stream)).map(({ id }) => id).filter((id) => id === batch[0]?.id)).toHaveLength(1);
    expect(await real.readStream(stream)).toHaveLength(3);
  });

  test('of two deliverers that meet the same conflict, only one moves the entry', async () => {
    const stream = newStream();
    const batch = events(2);
    const id = await stage(stream, 'next', batch);
    const both = [new InterruptedStore(real), new InterruptedStore(real)];
    let arrived = 0;
    let go = () => {};
    const together = new Promise<void>((done) => (go = done));
    for (const one of both) {
      one.beforeAppend = times(1, async () => {
        if (++arrived === 2) {
          await real.append(stream, NO_STREAM, events(1));
          go();
        }
        await together;
      });
    }
    await Promise.all(both.map((one) => new Outbox(db.pool, one).deliver(id)));
    expect(ids(await real.readStream(stream, { from: 1 }))).toEqual(ids(batch));
  });

  describe('an entry whose revision other events took', () => {
    test('is kept and reported, and blocks no other entry', async () => {
      const [stream, other] = [newStream(), newStream()];
      const lost = await stage(stream, NO_STREAM, events(1));
      await real.append(stream, NO_STREAM, events(1));
      await stage(stream, 'next', events(1));
      await stage(other, NO_STREAM, events(1));
      expect(await outbox.deliverAll()).toEqual({ delivered: 2, stuck: 1 });
      expect(await outbox.deliverAll()).toEqual({ delivered: 0, stuck: 1 });
      expect(logged).toEqual([expect.stringContaining(`${lost} is stuck`)]);
      await expect(outbox.deliver(lost)).rejects.toBeInstanceOf(WrongExpectedRevision);
      expect(await real.readStream(stream)).toHaveLength(2);
      expect(await real.readStream(other)).toHaveLength(1);
    });

    test('is not marked as stuck while earlier events may still arrive', async () => {
      const stream = newStream();
      const early = await stage(stream, 1, events(1));
      await expect(outbox.deliver(early)).rejects.toBeInstanceOf(WrongExpectedRevision);
      expect(await outbox.deliverAll()).toEqual({ delivered: 0, stuck: 1 });
      await real.append(stream, NO_STREAM, events(2));
      expect(await outbox.deliverAll()).toEqual({ delivered: 1, stuck: 0 });
      expect(logged).toEqual([]);
    });
  });

  test('a failing entry does not hold up the others, and an unreachable store ends the sweep', async () => {
    await stage(newStream(), NO_STREAM, events(1));
    await stage(newStream(), NO_STREAM, events(1));
    store.beforeAppend = times(1, crash);
    expect(await outbox.deliverAll()).toEqual({ delivered: 1, stuck: 1 });
    expect(logged).toEqual([expect.stringContaining('died here')]);
    store.beforeAppend = () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    await expect(outbox.deliverAll()).rejects.toThrow('refused');
  });

  test('the sweep handles any number of entries, and many deliveries at once do not exhaust the pool', async () => {
    const streams = Array.from({ length: 120 }, newStream);
    for (const stream of streams) await stage(stream, 'next', events(1));
    expect(await outbox.deliverAll()).toEqual({ delivered: 120, stuck: 0 });
    const entries = await Promise.all(streams.slice(0, 40).map((stream) => stage(stream, 'next', events(1))));
    await Promise.all(entries.map((id) => outbox.deliver(id)));
    expect(await waiting()).toBe(0);
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
  });
});

describe('on a log that promises no more than the port', () => {
  withLogIn(IN_POSTGRES);

  test('an entry that another deliverer has moved and appended meanwhile is not moved again', async () => {
    const lenient = new LenientStore();
    const stream = newStream();
    const batch = events(1);
    const id = await stage(stream, 'next', batch);
    const dying = new InterruptedStore(lenient);
    dying.afterAppend = crash;
    const slow = new InterruptedStore(lenient);
    slow.beforeAppend = times(1, () => lenient.append(stream, NO_STREAM, events(1)));
    let reads = 0;
    slow.afterRead = async () => {
      // The first read chose the revision. The second, after the conflict, did not find the events: now the other appends them.
      if (++reads === 2) await expect(new Outbox(db.pool, dying).deliver(id)).rejects.toThrow('died here');
    };
    expect((await new Outbox(db.pool, slow).deliver(id))?.revision).toBe(1);
    expect(await lenient.readStream(stream)).toHaveLength(2);
    expect(await waiting()).toBe(0);
  });

  test('any number of deliverers, among other writers and crashes, record each entry once: 300 schedules', async () => {
    const lenient = new LenientStore();
    const fragile = new InterruptedStore(lenient);
    fragile.afterAppend = async () => {
      if (Math.random() < 0.1) throw new Error('the process died here');
    };
    const round = async (): Promise<void> => {
      const stream = newStream();
      const staged = [events(2), events(1)];
      const entries: string[] = [];
      for (const batch of staged) entries.push(await stage(stream, 'next', batch));
      const deliver = (id: string) => new Outbox(db.pool, fragile).deliver(id).catch(() => undefined);
      const others = Array.from({ length: 3 }, () => appendLast(lenient, stream, events(1)));
      await Promise.all([...[...entries, ...entries, ...entries].map(deliver), ...others]);
      while (await isWaiting(stream)) await Promise.all(entries.map(deliver));
      const recorded = ids(await lenient.readStream(stream));
      expect(recorded).toHaveLength(6);
      expect(recorded.filter((id) => ids(staged.flat()).includes(id))).toEqual(ids(staged.flat()));
    };
    for (let n = 0; n < 6; n++) await Promise.all(Array.from({ length: 50 }, round));
    expect(await waiting()).toBe(0);
  });
});
