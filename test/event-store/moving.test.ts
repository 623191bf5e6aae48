import { randomUUID } from 'node:crypto';
import {
  moveLog,
  NO_STREAM,
  openLog,
  PostgresEventStore,
  START,
  WrongLog,
  type Direction,
  type EventStore,
  type MoveWatch,
  type RecordedEvent,
} from '../../src/event-store/index.js';
import { LogMoved } from '../../src/event-store/faults.js';
import { EventStoreDb } from '../../src/event-store/eventstoredb/store.js';
import { closeTable } from '../../src/event-store/log-place.js';
import { alone } from '../../src/event-store/moving/alone.js';
import { copyThere } from '../../src/event-store/moving/copy-there.js';
import { Wire } from '../../src/event-store/eventstoredb/wire.js';
import { createPool } from '../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { dyingAt, type Dying } from './dying.js';
import { StandIn } from './stand-in/stand-in.js';
import { event, events, ids, newStream } from './support.js';

type Pool = TestDatabase['pool'];

let db: TestDatabase;
let owner: Pool;
let standIn: StandIn;

beforeEach(async () => {
  [db, standIn] = [await createTestDatabase(), new StandIn()];
  owner = createPool(db.ownerUrl);
  await standIn.start();
});
afterEach(async () => {
  await owner.end();
  await standIn.stop();
  await db.drop();
});

const move = (direction: Direction, watch: MoveWatch = {}, pool = owner) =>
  moveLog({ pool, url: standIn.url, direction, watch });
const open = () => openLog({ pool: db.portalPool, url: standIn.url });
const openInPostgres = () => openLog({ pool: db.portalPool, url: undefined });
const place = async () => (await db.pool.query<{ place: string }>('select place from log.event_log')).rows[0]?.place;

async function using<T>(opening: EventStore | Promise<EventStore>, work: (store: EventStore) => Promise<T>) {
  const store = await opening;
  return work(store).finally(() => store.close());
}
const all = (opening: EventStore | Promise<EventStore>) => using(opening, (store) => store.readAll(START, 10_000));
const inPostgres = () => new PostgresEventStore(db.portalPool);
const withoutPositions = (list: readonly RecordedEvent[]) => list.map((one) => ({ ...one, position: '' }));

/** Streams that take turns, names and text of many kinds, data near the limit, and times apart. */
async function history(store: EventStore): Promise<void> {
  const [one, other] = [newStream(), `ß ё 🙂 $all "quoted" \\ % – ${'x'.repeat(100)}`];
  await store.append(one, NO_STREAM, events(3));
  await store.append(other, NO_STREAM, [
    event({ '': null, '10': 1, '9': [], ü: 'e\u0301 \u202e <b>', deep: { b: 1, a: [{ d: 1, c: 2 }] } }),
  ]);
  await store.append(one, 2, [event({ large: 'ä'.repeat(400 * 1024) })]);
  await store.append(one, 3, [event(null), event('text'), event([1.5, -0.001, 1e21, true])]);
  await store.append(other, 0, [event({}, 'Другое'), event({ $recordedAt: 'mine' })]);
  await store.append(newStream(), NO_STREAM, events(1_200));
}

describe('there and back', () => {
  test('keeps ids, order, revisions, data and times, and goes on where it is', async () => {
    await using(inPostgres(), history);
    const before = withoutPositions(await all(inPostgres()));
    expect(await move('there')).toBe('copy');
    expect(await place()).toBe('eventstoredb');
    expect(withoutPositions(await all(open()))).toEqual(before);

    const stream = before[0]?.stream as string;
    const revision = before.filter((one) => one.stream === stream).length - 1;
    const [more, newer] = [events(2), newStream()];
    await using(open(), async (store) => {
      await store.append(stream, revision, more);
      await store.append(newer, NO_STREAM, events(1));
    });
    const there = withoutPositions(await all(open()));
    expect(there.slice(0, before.length)).toEqual(before);
    expect(await move('back')).toBe('copy');
    expect(await place()).toBeUndefined();
    expect(withoutPositions(await all(openInPostgres()))).toEqual(there);

    await using(openInPostgres(), (store) => store.append(stream, revision + 2, events(1)));
    const last = withoutPositions(await all(inPostgres()));
    expect(await move('there')).toBe('copy');
    expect(withoutPositions(await all(open()))).toEqual(last);
  });

  test('moves an empty log, and says when there is nothing to do', async () => {
    expect(await move('back')).toBe('finish');
    expect(await move('there')).toBe('copy');
    expect(await move('there')).toBe('finish');
    expect(await all(open())).toEqual([]);
    expect(await move('back')).toBe('copy');
    await using(openInPostgres(), (store) => store.append(newStream(), NO_STREAM, events(1)));
  });

  test('keeps a time that PostgreSQL has in microseconds, in whole milliseconds', async () => {
    await using(inPostgres(), (store) => store.append(newStream(), NO_STREAM, events(1)));
    await db.pool.query('alter table log.event disable trigger append_only');
    await db.pool.query(`update log.event set recorded_at = '2024-02-29 23:59:59.999999+00'`);
    await move('there');
    const [copied] = await all(open());
    expect(copied?.recordedAt.toISOString()).toBe('2024-02-29T23:59:59.999Z');
    expect(
      standIn.log.events.filter(({ metadata }) =>
        `${Buffer.from(metadata)}`.includes('"$recordedAt":"2024-02-29T23:59:59.999Z"'),
      ),
    ).toHaveLength(1);
  });
});

describe('while the log is being moved', () => {
  test('there: no portal appends', async () => {
    const running = inPostgres();
    await running.append(newStream(), NO_STREAM, events(2));
    let refused: unknown;
    const closed = async () => {
      refused = await running.append(newStream(), NO_STREAM, events(1)).catch((error: unknown) => error);
    };
    const hears = Promise.withResolvers<void>();
    await move('there', { closed: () => void closed().then(hears.resolve) });
    await hears.promise;
    expect(refused).toBeInstanceOf(LogMoved);
    expect(await running.trouble()).toBe('moved');
    expect(await all(open())).toHaveLength(2);
    await running.close();
  });

  test('back: no portal appends', async () => {
    await move('there');
    const running = await open();
    await running.append(newStream(), NO_STREAM, events(2));
    const hears = Promise.withResolvers<unknown>();
    const closed = () => void running.append(newStream(), NO_STREAM, events(1)).catch(hears.resolve);
    await move('back', { closed });
    expect(await hears.promise).toBeInstanceOf(LogMoved);
    expect(await running.trouble()).toBe('moved');
    expect(await all(openInPostgres())).toHaveLength(2);
    await running.close();
  });

  test('a second process is refused', async () => {
    await alone(owner, async () => {
      await expect(move('there')).rejects.toThrow('is being moved by another process');
    });
    expect(await place()).toBeUndefined();
  });

  test('it can be taken back before the switch', async () => {
    await using(inPostgres(), (store) => store.append(newStream(), NO_STREAM, events(1)));
    await expect(
      move('there', {
        verified: () => {
          throw new Error('died');
        },
      }),
    ).rejects.toThrow('died');
    expect(await place()).toBe('moving');
    expect(await move('back')).toBe('cancel');
    await using(openInPostgres(), (store) => store.append(newStream(), NO_STREAM, events(1)));
    expect(await move('there')).toBe('copy');
    expect(await all(open())).toHaveLength(2);
  });
});

describe('ended at any call to either store, before or behind its effect, and run again, it has the same result', () => {
  /** The process dies at its n-th call; run again until no call is left at which to die. @returns how often it died */
  async function dieEverywhere(prepare: () => Promise<void>, direction: Direction, check: () => Promise<void>) {
    for (let n = 1, deaths = 0; ; n++) {
      await prepare();
      const dying: Dying = dyingAt(owner, Wire.prototype, n);
      const died = await move(direction, {}, dying.pool).then(
        () => false,
        () => dying.isDead(),
      );
      dying.end();
      if (!died) return deaths;
      deaths++;
      await move(direction);
      await check();
    }
  }

  async function small(store: EventStore): Promise<void> {
    const [one, other] = [newStream(), newStream()];
    for (let n = 0; n < 2; n++) {
      await store.append(one, 2 * n - 1, events(2));
      await store.append(other, n - 1, events(1));
    }
  }

  test('there', async () => {
    await using(inPostgres(), small);
    const before = withoutPositions(await all(inPostgres()));
    const prepare = async () => void (await db.pool.query('delete from log.event_log'));
    const deaths = await dieEverywhere(prepare, 'there', async () => {
      expect(withoutPositions(await all(open()))).toEqual(before);
    });
    expect(deaths).toBeGreaterThan(30);
  });

  test('back', async () => {
    await using(inPostgres(), small);
    const left = await all(inPostgres());
    let there: unknown;
    const prepare = async () => {
      await db.pool.query('alter table log.event disable trigger append_only');
      await db.pool.query('delete from log.event where position > $1', [left.length]);
      await db.pool.query('alter table log.event enable always trigger append_only');
      await db.pool.query('delete from log.event_log');
      await move('there');
      await using(open(), small);
      there = withoutPositions(await all(open()));
    };
    const deaths = await dieEverywhere(prepare, 'back', async () => {
      expect(withoutPositions(await all(openInPostgres()))).toEqual(there);
    });
    expect(deaths).toBeGreaterThan(30);
  });
});

describe('it is refused in words, and nothing is switched', () => {
  const whyNot = async (moving: Promise<unknown>) => {
    const error = await moving.then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    return error?.message;
  };
  const someEvents = () => using(inPostgres(), (store) => store.append(newStream(), NO_STREAM, events(5)));

  test('without EVENT_STORE_URL', async () => {
    expect(await whyNot(moveLog({ pool: owner, url: undefined, direction: 'there' }))).toMatch(/^Set EVENT_STORE_URL/);
    expect(await place()).toBeUndefined();
  });

  test('while the server is away: then the log is not even closed', async () => {
    await standIn.stop();
    const moving = move('there');
    await expect(moving).rejects.toBeInstanceOf(WrongLog);
    expect(await whyNot(moving)).toMatch(/does not answer\. Start it, or check EVENT_STORE_URL/);
    expect(await place()).toBeUndefined();
  });

  /** Copies, dies before the switch, and changes what EventStoreDB has. */
  async function interrupted(change: (stored: { id: string; data: Uint8Array }, stream: string) => void) {
    await someEvents();
    await move('there', {
      verified: () => {
        throw new Error('died');
      },
    }).catch(() => undefined);
    const stored = standIn.log.events.at(-1);
    if (stored) change(stored, stored.stream);
  }

  test('when other events are there', async () => {
    await interrupted((stored) => Object.assign(stored, { id: randomUUID() }));
    expect(await whyNot(move('there'))).toMatch(/holds other events under the name of this log/);
    expect(await place()).toBe('moving');
  });

  test('when more is there than the log has', async () => {
    await interrupted((stored, stream) =>
      standIn.log.append(stream, 4, [{ ...(stored as never as object), id: randomUUID() } as never]),
    );
    expect(await whyNot(move('there'))).toMatch(/holds other events under the name of this log/);
  });

  test('when one event before the newest was changed: the digests differ', async () => {
    await interrupted(() => Object.assign(standIn.log.events[1] as object, { data: Buffer.from('{"n":"changed"}') }));
    const sums: unknown[] = [];
    expect(await whyNot(move('there', { verified: (...both) => sums.push(...both) }))).toMatch(/copy is not the same/);
    expect(sums).toMatchObject([{ events: 5 }, { events: 5 }]);
    expect(new Set(sums.map((sum) => (sum as { sha256: string }).sha256)).size).toBe(2);
    expect(await place()).toBe('moving');
  });

  test('back, when an event in the database differs: nothing is added to it', async () => {
    await someEvents();
    await move('there');
    await using(open(), (store) => store.append(newStream(), NO_STREAM, events(1)));
    await db.pool.query('alter table log.event disable trigger append_only');
    await db.pool.query(`update log.event set data = '{"n": "changed"}' where position = 2`);
    expect(await whyNot(move('back'))).toMatch(/hold different events. Nothing was added/);
    expect(await place()).toBe('moving-back');
    expect((await db.pool.query('select from log.event')).rowCount).toBe(5);
  });

  test('back, when EventStoreDB holds another log, or an older copy', async () => {
    await someEvents();
    await move('there');
    await using(open(), async (store) => {
      const { position } = await store.append(newStream(), NO_STREAM, events(1));
      await db.pool.query(`insert into log.projection_checkpoint (name, position) values ('seen', $1)`, [position]);
    });
    standIn.log.cutTo(standIn.log.events.length - 1);
    expect(await whyNot(move('back'))).toMatch(/older copy of the log/);
    standIn.log.cutTo(0);
    expect(await whyNot(move('back'))).toMatch(/does not hold the log of this database/);
    expect(await place()).toBe('eventstoredb');
  });
});

describe('the function that adds events with their times', () => {
  test('is refused to the role of the portal, and to the owner unless the log is being moved back', async () => {
    const add = (pool: Pool) => pool.query(`select log.add_moved(0, '[]')`);
    await expect(add(db.portalPool)).rejects.toMatchObject({ code: '42501' });
    await expect(add(owner)).rejects.toMatchObject({ code: 'LOG02' });
    await move('there');
    await expect(add(owner)).rejects.toMatchObject({ code: 'LOG02' });
    await db.pool.query(`update log.event_log set place = 'moving-back'`);
    await add(owner);
    await expect(owner.query(`select log.add_moved(1, '[]')`)).rejects.toMatchObject({ code: 'LOG03' });
  });
});

test('two processes that copy at the same time do no harm', async () => {
  await using(inPostgres(), history);
  const before = ids(await all(inPostgres()));
  const { id } = await closeTable(owner);
  const copy = async () => {
    const [source, target] = [inPostgres(), new EventStoreDb({ url: standIn.url, logId: id })];
    await copyThere(source, target, () => undefined).finally(() => Promise.all([source.close(), target.close()]));
  };
  await Promise.all([copy(), copy(), copy()]);
  await move('there');
  expect(ids(await all(open()))).toEqual(before);
});
