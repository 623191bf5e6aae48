import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { LogRestored, LogUnreachable, NO_STREAM, START } from '../../src/event-store/index.js';
import { EventStoreDb } from '../../src/event-store/eventstoredb/store.js';
import { REAL_SERVER } from '../support/logs.js';
import { eventStoreContract } from './contract.js';
import type { Faults } from './stand-in/faults.js';
import { StandIn } from './stand-in/stand-in.js';
import { event, events, eventually, follow, ids, newStream } from './support.js';

let standIn: StandIn;
let store: EventStoreDb;

async function setUp() {
  standIn = new StandIn();
  await standIn.start();
  // Events of another application, between which ours lie.
  standIn.log.append('orders', -1, [
    { id: randomUUID(), type: 'Ordered', data: Buffer.from('1'), metadata: Buffer.of() },
  ]);
  store = open();
  return { store, dropConnections: () => standIn.restart() };
}

const logId = randomUUID();
const open = (more: { newest?: string } = {}) => new EventStoreDb({ url: standIn.url, logId, ...more });

async function tearDown() {
  await store.close();
  await standIn.stop();
}

eventStoreContract('EventStoreDB', setUp, tearDown);

/** Its connections cannot be ended from here. */
async function setUpReal() {
  store = new EventStoreDb({ url: REAL_SERVER ?? '', logId });
  return { store, dropConnections: async () => undefined };
}
if (REAL_SERVER) eventStoreContract('The server of TEST_EVENT_STORE_URL', setUpReal, () => store.close());

describe('EventStoreDB that fails', () => {
  beforeEach(setUp);
  afterEach(tearDown);

  test.each<[string, Partial<Faults>]>([
    ['an append that is written and not answered', { writesWithoutAnswer: 1 }],
    ['two commits that time out', { commitTimeouts: 2 }],
    ['a server that is going down', { failing: { code: 14, message: 'Connection dropped', times: 3 } }],
    ['a server that is starting', { failing: { code: 14, message: 'Server Is Not Ready', times: 3 } }],
    ['an internal error of the connection', { failing: { code: 13, message: 'RST_STREAM', times: 2 } }],
  ])('%s: the append succeeds, and is recorded once', async (_, faults) => {
    const stream = newStream();
    const batch = events(2);
    Object.assign(standIn.faults, faults);
    const { position } = await store.append(stream, NO_STREAM, batch);
    const recorded = await store.readStream(stream);
    expect(ids(recorded)).toEqual(ids(batch));
    expect(recorded[1]?.position).toBe(position);
  });

  test('a frozen server: reading ends after three seconds with an error that callers retry, and works afterwards', async () => {
    await store.append(newStream(), NO_STREAM, events(1));
    standIn.faults.isFrozen = true;
    const began = performance.now();
    await expect(store.head()).rejects.toBeInstanceOf(LogUnreachable);
    expect(performance.now() - began).toBeGreaterThan(2_000);
    standIn.faults.isFrozen = false;
    expect(await store.head()).not.toBe(START);
  });

  test('a stopped server: the error names neither the address nor an event', async () => {
    await standIn.stop();
    const attempt = store.readAll(START, 10);
    await expect(attempt).rejects.toThrow(/^EventStoreDB did not answer \(gRPC (4|14)\)\.$/);
    await standIn.start();
    expect(await store.readAll(START, 10)).toEqual([]);
  });

  test('does not record an append that the server finds too large, nor sends it', async () => {
    const stream = newStream();
    const large = 'x'.repeat(600 * 1024);
    await expect(store.append(stream, NO_STREAM, [event({ large }), event({ large })])).rejects.toThrow(
      /^An append takes at most 1048576 bytes of data, not /,
    );
    expect(await store.readStream(stream)).toEqual([]);
    await store.append(stream, NO_STREAM, [event({ large })]);
  });
});

describe('EventStoreDB with TLS and a password', () => {
  test('gets them with every call, and errors do not name them', async () => {
    const secured = new StandIn(undefined, { tls: true });
    await secured.start();
    const url = secured.url.replace('esdb://', 'esdb://portal:s%40cret@');
    const log = new EventStoreDb({ url, logId });
    const reader = follow(log, START);
    await log.append(newStream(), NO_STREAM, events(1));
    await reader.has(1);
    const authorization = `Basic ${Buffer.from('portal:s@cret').toString('base64')}`;
    expect(secured.calls.length).toBeGreaterThan(2);
    expect(secured.calls.filter(({ metadata }) => metadata['authorization'] !== authorization)).toEqual([]);
    await reader.stop();
    await secured.stop();
    const error: unknown = await log.head().catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/s@cret|s%40cret|cG9ydGFs/);
    await log.close();
  });
});

describe('an older copy of the log', () => {
  beforeEach(setUp);
  afterEach(tearDown);

  /** Restores the log as it was with so many events, and lets another application append in the place of the lost ones. */
  async function restore(length: number): Promise<void> {
    await standIn.stop();
    standIn.log.cutTo(length);
    await standIn.start();
  }

  test('stops a running portal: subscriptions stand still and appends are refused, until the right copy is back', async () => {
    const stream = newStream();
    await store.append(stream, NO_STREAM, events(2));
    const reader = follow(store, START);
    await reader.has(2);
    const right = standIn.log.events.length;
    const lost = await store.append(stream, 1, events(1));
    await reader.has(3);
    const whole = [...standIn.log.events];

    await restore(right);
    await expect(store.append(newStream(), NO_STREAM, events(1))).rejects.toBeInstanceOf(LogRestored);
    await expect(store.readAll(lost.position, 10)).rejects.toBeInstanceOf(LogRestored);
    expect(standIn.log.events).toHaveLength(right);

    await restore(0);
    standIn.log.keep(whole);
    const { position } = await store.append(stream, 2, events(1));
    await eventually(() => reader.got.at(-1)?.position === position);
    expect(reader.got.map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
    await reader.stop();
  });

  test('is recognised when another event has got the same place', async () => {
    const stream = newStream();
    const batch = events(2);
    const { position } = await store.append(stream, NO_STREAM, batch);
    await restore(standIn.log.events.length - 1);
    const [before] = standIn.log.of(`portal-${logId}.${stream}`);
    standIn.log.append(`portal-${logId}.${stream}`, 0, [
      { ...(before as NonNullable<typeof before>), id: randomUUID() },
    ]);
    await expect(store.readAll(position, 10)).rejects.toBeInstanceOf(LogRestored);
    await expect(store.append(newStream(), NO_STREAM, events(1))).rejects.toBeInstanceOf(LogRestored);
  });

  test('is recognised by a portal that starts, from what its read models know', async () => {
    await store.append(newStream(), NO_STREAM, events(1));
    const { position } = await store.append(newStream(), NO_STREAM, events(1));
    await restore(standIn.log.events.length - 1);
    const started = open({ newest: position });
    await expect(started.append(newStream(), NO_STREAM, events(1))).rejects.toBeInstanceOf(LogRestored);
    await started.close();
  });
});
