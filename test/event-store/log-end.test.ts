import { randomUUID } from 'node:crypto';
import { isTransient, LogUnreachable, NO_STREAM, OutcomeUnknown, START } from '../../src/event-store/index.js';
import { EventStoreDb } from '../../src/event-store/eventstoredb/store.js';
import { LogMoved } from '../../src/event-store/faults.js';
import { StandIn } from './stand-in/stand-in.js';
import { events, follow, ids, newStream } from './support.js';

let standIn: StandIn;
let mover: EventStoreDb;
const stores: EventStoreDb[] = [];
let logId: string;

/** A store of one more portal. */
function portal(): EventStoreDb {
  const store = new EventStoreDb({ url: standIn.url, logId });
  stores.push(store);
  return store;
}

beforeEach(async () => {
  logId = randomUUID();
  standIn = new StandIn();
  await standIn.start();
  mover = portal();
  await mover.beginLog();
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await standIn.stop();
});

/** Closes the log as soon as an append arrives at the server, before it is recorded. */
function closeBeforeTheNextAppend(): Promise<void> {
  const { append } = standIn.log;
  return new Promise((closed) => {
    standIn.log.append = (...args) => {
      standIn.log.append = append;
      const closing = { id: logId, type: 'LogClosed', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
      standIn.log.append(`portal-${logId}.`, -1, [closing]);
      closed();
      return standIn.log.append(...args);
    };
  });
}

test('a closed log refuses appends, and reading ends before its end', async () => {
  const running = portal();
  const stream = newStream();
  const before = events(3);
  const { position } = await running.append(stream, NO_STREAM, before);
  const reader = follow(running, START);
  await mover.closeLog();
  await mover.closeLog();
  await expect(portal().append(newStream(), NO_STREAM, events(1))).rejects.toBeInstanceOf(LogMoved);
  const refused = running.append(stream, 2, events(1));
  await expect(refused).rejects.toThrow('The log of this database was moved. Restart the portal.');
  await expect(refused).rejects.not.toBeInstanceOf(OutcomeUnknown);
  for (const store of [running, portal()]) {
    expect(ids(await store.readAll(START, 100))).toEqual(ids(before));
    expect(await store.head()).toBe(position);
    expect(ids(await store.readStream(stream))).toEqual(ids(before));
    expect(await store.trouble()).toBe('moved');
  }
  await reader.has(3);
  await reader.stop();
  expect(ids(reader.got)).toEqual(ids(before));
});

test('an append that arrives behind the end fails, and neither readers nor decisions see it', async () => {
  const running = portal();
  const stream = newStream();
  const before = events(1);
  await running.append(stream, NO_STREAM, before);
  const reader = follow(portal(), START);
  await reader.has(1);
  const closed = closeBeforeTheNextAppend();
  const late = events(1);
  await expect(running.append(stream, 0, late)).rejects.toBeInstanceOf(LogMoved);
  await closed;
  // It is on the server, as an append in flight would be.
  expect(standIn.log.of(`portal-${logId}.${stream}`).map(({ id }) => id)).toEqual(ids([...before, ...late]));

  for (const store of [running, portal()]) {
    await expect(store.readStream(stream)).rejects.toBeInstanceOf(LogMoved);
    await expect(store.readStream(stream, { backwards: true, limit: 1 })).rejects.toBeInstanceOf(LogMoved);
    expect(ids(await store.readAll(START, 100))).toEqual(ids(before));
    expect(await store.head()).toBe((await store.readAll(START, 1))[0]?.position);
    await expect(store.append(stream, 0, late)).rejects.toBeInstanceOf(LogUnreachable);
  }
  await reader.stop();
  expect(ids(reader.got)).toEqual(ids(before));
});

test('an append that was recorded before the end, and whose answer was lost, is not known to have failed', async () => {
  const running = portal();
  const batch = events(1);
  const { append } = standIn.log;
  standIn.log.append = (...args) => {
    standIn.log.append = append;
    const result = standIn.log.append(...args);
    const closing = { id: logId, type: 'LogClosed', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
    standIn.log.append(`portal-${logId}.`, -1, [closing]);
    return result;
  };
  standIn.faults.writesWithoutAnswer = 1;
  const stream = newStream();
  // The second attempt is answered: the event lies before the end.
  expect(await running.append(stream, NO_STREAM, batch)).toMatchObject({ revision: 0 });
  expect(ids(await portal().readAll(START, 10))).toEqual(ids(batch));
});

test('a position of the log in PostgreSQL is refused with an error that callers repeat', async () => {
  const store = portal();
  const foreign = '0000000000000000001';
  const error: unknown = await store.readAll(foreign, 1).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LogMoved);
  expect(isTransient(error)).toBe(true);
  expect(() => store.subscribe(foreign, new AbortController().signal)).toThrow(LogMoved);
  expect([store.owns(foreign), store.owns(START)]).toEqual([false, true]);
});
