import { setImmediate as moment } from 'node:timers/promises';
import type { EventStore, RecordedEvent } from '../../src/event-store/index.js';
import { OneReading, type ReaderPlace } from '../../src/event-store/rebuild/one-reading.js';

const all = Array.from({ length: 18_000 }, (_, n) => ({ position: String(n + 1).padStart(19, '0') }) as RecordedEvent);
const head = all.at(-1)?.position ?? '';
let reads: number;

/** As much of a store as a reading of it asks for. */
function begin(to = head, readAll = (after: string, limit: number) => all.slice(Number(after), Number(after) + limit)) {
  reads = 0;
  const store = { readAll: async (after: string, limit: number) => (reads++, readAll(after, limit)) };
  return new OneReading(store as unknown as EventStore, to);
}

async function take(reading: OneReading, place: ReaderPlace, pace: () => Promise<unknown> = async () => undefined) {
  const got: RecordedEvent[] = [];
  for await (const batch of reading.read(place)) {
    got.push(...batch);
    await pace();
  }
  reading.leave(place);
  return got;
}

test('each reader gets all events in order, at its own pace, and the log is read once', async () => {
  const reading = begin();
  const places = [reading.join(), reading.join(), reading.join()];
  let most = 0;
  const apart = async () => {
    most = Math.max(most, ...places.map(({ batch }) => batch - Math.min(...places.map((place) => place.batch))));
  };
  const slow = async () => {
    for (let n = 0; n < 20; n++) await moment();
    await apart();
  };
  const got = await Promise.all(places.map((place, n) => take(reading, place, n === 1 ? slow : apart)));
  for (const one of got) expect(one).toEqual(all);
  expect(reads).toBe(9);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(3);
});

test('a reader that leaves or never begins is not waited for', async () => {
  const reading = begin();
  const [stays, leaves, never] = [reading.join(), reading.join(), reading.join()];
  const staying = take(reading, stays);
  await reading.read(leaves).next();
  reading.leave(leaves);
  reading.leave(never);
  expect(await staying).toHaveLength(18_000);
});

test('the reading ends with the last batch, and at once if the log is empty', async () => {
  const reading = begin(all[0]?.position);
  expect(await take(reading, reading.join())).toHaveLength(2_000);
  expect(reads).toBe(1);
  const nothing = begin('');
  expect(await take(nothing, nothing.join())).toEqual([]);
  expect(reads).toBe(0);
});

test('a failed reading is reported to each reader', async () => {
  const reading = begin(head, () => {
    throw new Error('gone');
  });
  const places = [reading.join(), reading.join()];
  const ends = await Promise.allSettled(
    places.map((place) => take(reading, place).finally(() => reading.leave(place))),
  );
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
