import type pg from 'pg';
import { codeOf } from '../faults.js';
import { MoveRefused, RUNNING } from './plan.js';

const LOCK = '7220941554';
/** PostgreSQL takes a moment to notice that a process was killed. */
const PATIENCE = '3s';
/** SQLSTATE lock_not_available. */
const LOCKED = '55P03';

/**
 * Runs `work` while no other process moves this log. It only saves two operators from confusing each other: two copies at once do no
 * harm, and the switch is a single statement that one of them executes.
 * @throws MoveRefused if another process moves it
 */
export async function alone<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const holder = await pool.connect();
  let isHeld = true;
  try {
    await holder.query(`set lock_timeout = '${PATIENCE}'`);
    await holder.query(`select pg_advisory_lock(${LOCK})`).catch((error: unknown) => {
      throw codeOf(error) === LOCKED ? new MoveRefused(RUNNING) : error;
    });
    return await work();
  } finally {
    await holder.query(`reset lock_timeout; select pg_advisory_unlock(${LOCK})`).then(
      () => (isHeld = false),
      () => undefined,
    );
    // The end of the session would release the lock too, some time later.
    holder.release(isHeld);
  }
}
