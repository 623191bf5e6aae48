import { randomUUID } from 'node:crypto';
import { LogUnreachable, NO_STREAM, START } from '../../src/event-store/index.js';
import { EventStoreDb } from '../../src/event-store/eventstoredb/store.js';
import { StandInCluster } from './stand-in/cluster.js';
import { events, follow, ids, newStream } from './support.js';

let cluster: StandInCluster;
let store: EventStoreDb;

beforeAll(async () => {
  cluster = new StandInCluster();
  await cluster.start();
  store = new EventStoreDb({ url: cluster.url, logId: randomUUID() });
});
afterAll(async () => {
  await store.close();
  await cluster.stop();
});

test('appends and subscriptions follow the leader: nothing is lost or recorded twice', async () => {
  const stream = newStream();
  const reader = follow(store, START);
  const sent = events(30);
  for (const [n, one] of sent.entries()) {
    if (n % 10 === 5) cluster.resign();
    if (n % 10 === 9) await cluster.killLeader();
    await store.append(stream, n - 1, [one]);
  }
  await reader.has(sent.length);
  await reader.stop();
  expect(ids(reader.got)).toEqual(ids(sent));
  expect(ids(await store.readStream(stream))).toEqual(ids(sent));
});

test('every call asks for the leader, because a follower may return old data', async () => {
  await store.append(newStream(), NO_STREAM, events(1));
  await store.head();
  const calls = cluster.nodes.flatMap((node) => node.calls);
  expect(new Set(calls.map(({ name }) => name))).toEqual(new Set(['append', 'read']));
  expect(calls.filter(({ metadata }) => metadata['requires-leader'] !== 'true')).toEqual([]);
});

test('a cluster whose nodes take calls and never answer: calls end in time, and so does closing', async () => {
  const frozen = new StandInCluster();
  await frozen.start();
  for (const node of frozen.nodes) node.faults.isFrozen = true;
  const log = new EventStoreDb({ url: frozen.url, logId: randomUUID() });
  log.listen();
  await expect(log.head()).rejects.toBeInstanceOf(LogUnreachable);
  const began = performance.now();
  await log.close();
  // The client looks for a server for at least 150 seconds: ten times, at three nodes, for five seconds each.
  expect(performance.now() - began).toBeLessThan(20_000);
  await frozen.stop();
}, 60_000);

test('a cluster of which no member can be found: every call fails with an error that callers retry, and the process lives', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on('unhandledRejection', note);
  const away = new EventStoreDb({
    url: 'esdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=2',
    logId: randomUUID(),
  });
  const calls = [away.head(), away.readAll(START, 1), away.append(newStream(), NO_STREAM, events(1))];
  for (const { reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[]) {
    expect(reason).toBeInstanceOf(LogUnreachable);
  }
  await away.close();
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});
