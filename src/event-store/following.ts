import { backOff } from '../shared/retry.js';
import { isTransient } from './faults.js';
import { Tail } from './projections/tail.js';
import type { Signals } from './signals.js';
import type { Position, RecordedEvent } from './types.js';

/** How often a subscription looks for events without a signal. */
const POLL_MS = 1_000;

/** Subscriptions to a log: they look again at each signal and at least once a second, and share what they read. */
export class Following {
  /** increases with the log, as far as this process hears of appends */
  private growth = 0;
  private readonly tail: Tail;

  constructor(
    read: (after: Position, limit: number) => Promise<RecordedEvent[]>,
    private readonly signals: Signals,
  ) {
    this.tail = new Tail(read);
    signals.emitter.on('event.appended', () => this.growth++);
  }

  /** As `EventStore.subscribe`, until the signal is aborted. */
  async *subscribe(after: Position, ends: AbortSignal, batchSize = 500): AsyncGenerator<RecordedEvent[]> {
    let last = after;
    let failures = 0;
    while (!ends.aborted) {
      const growth = this.signals.subscribe('event.appended');
      try {
        const read = this.tail.after(last, batchSize, this.growth);
        const events = await unlessAborted(ends, read).catch((error: unknown) => {
          if (!isTransient(error)) throw error;
          return undefined;
        });
        if (ends.aborted) return;
        failures = events ? 0 : failures + 1;
        last = events?.at(-1)?.position ?? last;
        if (events && events.length > 0) yield events;
        else await growth.next(events ? POLL_MS : backOff(failures, 50, 5_000), ends);
      } finally {
        growth.end();
      }
    }
  }
}

/** The result, or undefined once the signal is aborted: a subscription ends at once even if the log does not answer. */
async function unlessAborted<T>(signal: AbortSignal, result: Promise<T>): Promise<T | undefined> {
  let stop = () => {};
  const aborted = new Promise<undefined>((done) => {
    stop = () => done(undefined);
    signal.addEventListener('abort', stop);
  });
  return Promise.race([result, aborted]).finally(() => signal.removeEventListener('abort', stop));
}
