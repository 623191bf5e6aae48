import pg from 'pg';
import { backOff, pause } from '../shared/retry.js';
import type { Signals } from './signals.js';
import type { Position } from './types.js';

const CHANNEL = 'event_appended';

/**
 * Listens on a connection of its own for appends of other processes, until the signal is aborted. If the connection is lost it opens
 * another and has every waiter look again, because notifications in between were lost.
 *
 * @param options the pool's options object itself: the driver hides the password from copies
 */
export async function listen(
  options: pg.PoolConfig,
  signals: Signals,
  toPosition: (payload: string) => Position,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    const client = new pg.Client(options);
    const lost = new Promise<void>((done) => client.on('error', () => done()).on('end', () => done()));
    const end = async () => client.end().catch(() => undefined);
    const stop = () => void end();
    signal.addEventListener('abort', stop);
    client.on('notification', ({ payload }) => signals.appended(toPosition(payload ?? '')));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      failures = 0;
      signals.lookAgain('event.appended');
      await lost;
    } catch {
      // Subscriptions keep polling, and report the problem with the database.
    }
    signal.removeEventListener('abort', stop);
    await end();
    if (!signal.aborted) await pause(backOff(failures, 100, 5_000), signal);
  }
}
