import { Wakes } from '../../src/event-store/wakes.js';

/** Longer than a test may take: a wait that is not woken fails. */
const LONG = 3_600_000;

test('what happens between the look and the wait ends the wait at once', async () => {
  const wakes = new Wakes();
  const { seen } = wakes;
  wakes.report('1');
  await wakes.next(seen, LONG);
  expect(wakes.seen).not.toBe(seen);
});

test('wakes all who wait; a position told twice wakes once', async () => {
  const wakes = new Wakes();
  const { seen } = wakes;
  const waiting = [wakes.next(seen, LONG), wakes.next(seen, LONG)];
  wakes.report('2');
  await Promise.all(waiting);
  const after = wakes.seen;
  wakes.report('2');
  wakes.report('1');
  expect(wakes.seen).toBe(after);
});

test('a wait ends by itself, and when it is told to', async () => {
  const wakes = new Wakes();
  await wakes.next(wakes.seen, 1);
  await wakes.next(wakes.seen, LONG, AbortSignal.abort());
  const stop = new AbortController();
  const waiting = wakes.next(wakes.seen, LONG, stop.signal);
  stop.abort();
  await waiting;
});
