import pg from 'pg';
import { backOff, pause } from './faults.js';
import { START, type Position } from './types.js';

const CHANNEL = 'event_appended';

/** Counts wake-ups, and lets subscriptions wait for the next one. A lost wake-up costs one poll interval, nothing else. */
export class Wakes {
  private count = 0;
  private newest: Position = START;
  private readonly sleepers = new Set<() => void>();

  /** Read this before looking, and pass it to `next` afterwards: a wake-up in between then ends the wait at once. */
  get seen(): number {
    return this.count;
  }

  /** Reports a committed append. Reported twice (by the append itself and by NOTIFY), it wakes once. */
  report(position: Position): void {
    if (position <= this.newest) return;
    this.newest = position;
    this.lookAgain();
  }

  lookAgain(): void {
    this.count++;
    for (const wake of [...this.sleepers]) wake();
  }

  /** Resolves on a wake-up after `seen`, after `ms` milliseconds, or when the signal is aborted. */
  async next(seen: number, ms: number, signal?: AbortSignal): Promise<void> {
    if (this.count !== seen || signal?.aborted) return;
    await new Promise<void>((done) => {
      const wake = () => {
        clearTimeout(timer);
        this.sleepers.delete(wake);
        signal?.removeEventListener('abort', wake);
        done();
      };
      const timer = setTimeout(wake, ms);
      this.sleepers.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }
}

/**
 * Listens on a connection of its own for appends of other processes, until the signal is aborted. If the connection is lost it opens
 * another and wakes all waiters, because notifications in between were lost.
 *
 * @param options the pool's options object itself: the driver hides the password from copies
 */
export async function listen(
  options: pg.PoolConfig,
  wakes: Wakes,
  toPosition: (payload: string) => Position,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    const client = new pg.Client(options);
    const lost = new Promise<void>((done) => client.on('error', () => done()).on('end', () => done()));
    const end = async () => client.end().catch(() => undefined);
    const stop = () => void end();
    signal.addEventListener('abort', stop);
    client.on('notification', ({ payload }) => wakes.report(toPosition(payload ?? '')));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      failures = 0;
      wakes.lookAgain();
      await lost;
    } catch {
      // Subscriptions keep polling, and report the problem with the database.
    }
    signal.removeEventListener('abort', stop);
    await end();
    if (!signal.aborted) await pause(backOff(failures, 100, 5_000), signal);
  }
}
