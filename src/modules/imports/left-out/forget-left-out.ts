import type pg from 'pg';
import { deleteOld } from '../../../database/index.js';

/**
 * Deletes people who were left out of imports, once their time is over (KEEP_LEFT_OUT_MONTHS). Never touches the log.
 * @param months how long they are kept; 0: not at all
 * @returns how many were deleted; the next call goes on
 */
export function forgetLeftOut(pool: pg.Pool, months: number): Promise<number> {
  const over = 'noted_at < now() - make_interval(months => $1) order by noted_at';
  return deleteOld(pool, 'left_out_person', over, [months]);
}
