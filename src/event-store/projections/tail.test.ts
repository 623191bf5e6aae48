import { Tail } from './tail.js';
import type { RecordedEvent } from '../types.js';

const position = (n: number) => (n === 0 ? '' : String(n).padStart(19, '0'));
const numbers = (events: readonly RecordedEvent[]) => events.map((event) => Number(event.position));
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** A log of events that have only positions, and a count of its reads. */
class Log {
  length = 0;
  reads = 0;
  fails = false;
  answered: Promise<void> = Promise.resolve();

  readonly tail = new Tail(async (after, limit) => {
    this.reads++;
    const { fails, length } = this;
    await this.answered;
    if (fails) throw new Error('the database is away');
    return range(Number(after) + 1, Math.min(length, Number(after) + limit)).map(
      (n) => ({ position: position(n) }) as RecordedEvent,
    );
  });

  async after(n: number, limit = 500, seen = 0): Promise<number[]> {
    return numbers(await this.tail.after(position(n), limit, seen));
  }
}

let log: Log;
beforeEach(() => void (log = new Log()));

test('other readers get recent events without another query', async () => {
  log.length = 700;
  expect(await log.after(0)).toEqual(range(1, 500));
  expect(await log.after(500)).toEqual(range(501, 700));
  expect(await log.after(0)).toEqual(range(1, 500));
  expect(await log.after(300)).toEqual(range(301, 700));
  expect(await log.after(699, 1)).toEqual([700]);
  expect(log.reads).toBe(2);
});

test('readers at the same moment share one query', async () => {
  log.length = 10;
  expect(await Promise.all([log.after(0), log.after(0), log.after(0)])).toEqual(Array(3).fill(range(1, 10)));
  expect(log.reads).toBe(1);
});

test('a reader that knows of newer events does not share a query begun before them', async () => {
  let answer = () => {};
  log.answered = new Promise((done) => (answer = done));
  const early = log.after(0);
  log.length = 1;
  const late = log.after(0, 500, 1);
  answer();
  expect(await early).toEqual([]);
  expect(await late).toEqual([1]);
});

test('only the end of the log is kept, and a reader that is far behind uses a query of its own', async () => {
  log.length = 10_000;
  for (let at = 0; at < log.length; at += 500) await log.after(at);
  expect(log.reads).toBe(20);
  expect(await log.after(9_000)).toEqual(range(9_001, 9_500));
  expect(log.reads).toBe(20);
  expect(await log.after(8_999)).toEqual(range(9_000, 9_499));
  expect(log.reads).toBe(21);
  expect(await log.after(9_900)).toEqual(range(9_901, 10_000));
  expect(log.reads).toBe(21);
});

test('a reader far ahead of the others leaves no gap in the kept events', async () => {
  log.length = 30;
  await log.after(0, 10);
  expect(await log.after(20, 10)).toEqual(range(21, 30));
  expect(await log.after(5, 10)).toEqual(range(6, 15));
  expect(await log.after(20, 5)).toEqual(range(21, 25));
});

test('after a failure the kept events are dropped', async () => {
  log.length = 10;
  await log.after(0);
  log.fails = true;
  await expect(log.after(10)).rejects.toThrow('the database is away');
  log.fails = false;
  await log.after(0);
  expect(log.reads).toBe(3);
});
