import pg from 'pg';
import { backOff, pause } from './faults.js';
import { START, type Position } from './types.js';

const CHANNEL = 'event_appended';

/** Counts the reasons to look again, and lets subscriptions wait for the next one. Losing one costs a poll interval, nothing else. */
export class Wakes {
  private count = 0;
  private newest: Position = START;
  private readonly sleepers = new Set<() => void>();

  /** To be read before looking, and given to `next` after it: what happened in between ends the wait at once. */
  get seen(): number {
    return this.count;
  }

  /** An append is known to have been committed. Told twice (by the append itself and by NOTIFY), it wakes once. */
  report(position: Position): void {
    if (position <= this.newest) return;
    this.newest = position;
    this.lookAgain();
  }

  lookAgain(): void {
    this.count++;
    for (const wake of [...this.sleepers]) wake();
  }

  /** Resolves when there is more to look at than what `seen` stood for, after `ms` milliseconds, or when the signal is aborted. */
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
 * Keeps one connection of its own listening for appends of other processes until the signal is aborted. When the connection is lost it
 * makes another, and has everybody look again: what was told in between went unheard.
 *
 * @param options of the pool, as they are: the driver hides the password from copies of them
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
      // The polls of the subscriptions go on, and they say what is wrong with the database.
    }
    signal.removeEventListener('abort', stop);
    await end();
    if (!signal.aborted) await pause(backOff(failures, 100, 5_000), signal);
  }
}
