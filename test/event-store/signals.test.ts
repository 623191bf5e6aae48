import { Signals } from '../../src/event-store/signals.js';

/** Longer than a test may take: a wait that does not hear its signal fails. */
const LONG = 3_600_000;

test('a signal between the look and the wait ends the wait at once', async () => {
  const signals = new Signals();
  const subscription = signals.subscribe('event.appended');
  signals.appended('1');
  expect(await subscription.next(LONG)).toBe(true);
});

test('every waiter hears a signal, and none hears another signal', async () => {
  const signals = new Signals();
  const waiting = [signals.subscribe('event.appended'), signals.subscribe('event.appended')].map((one) =>
    one.next(LONG),
  );
  const other = signals.subscribe('checkpoint.moved').next(1);
  signals.appended('2');
  expect(await Promise.all(waiting)).toEqual([true, true]);
  expect(await other).toBe(false);
});

test('a position that is reported twice, or after a later one, signals once', () => {
  const signals = new Signals();
  let heard = 0;
  signals.emitter.on('event.appended', () => heard++);
  for (const position of ['2', '2', '1', '3']) signals.appended(position);
  expect(heard).toBe(2);
});

test('a wait ends by itself, and when it is aborted', async () => {
  const signals = new Signals();
  expect(await signals.subscribe('event.appended').next(1)).toBe(false);
  expect(await signals.subscribe('event.appended').next(LONG, AbortSignal.abort())).toBe(false);
  const stop = new AbortController();
  const waiting = signals.subscribe('event.appended').next(LONG, stop.signal);
  stop.abort();
  expect(await waiting).toBe(false);
});

test('a subscription leaves no listener behind, however it ends', async () => {
  const signals = new Signals();
  signals.subscribe('event.appended').end();
  await signals.subscribe('event.appended').next(1);
  const heard = signals.subscribe('event.appended');
  signals.appended('1');
  await heard.next(LONG);
  expect(signals.emitter.listenerCount('event.appended')).toBe(0);
});
