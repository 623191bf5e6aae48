import type pg from 'pg';

/** Rows of one statement: a fraction of a second, also while an import is prepared. */
const AT_ONCE = 1_000;
/** Statements of one sweep. A sweep comes every three seconds, and has other things to do. */
const MOST_BATCHES = 10;

/**
 * Deletes people who were left out of imports, once their time is over (KEEP_LEFT_OUT_MONTHS). Never touches the log.
 * @param months how long they are kept; 0: not at all
 * @returns how many were deleted; the next call goes on
 */
export async function forgetLeftOut(pool: pg.Pool, months: number): Promise<number> {
  let deleted = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const { rowCount } = await pool.query(
      `delete from left_out_person where ctid = any(array(
         select ctid from left_out_person where noted_at < now() - make_interval(months => $1) order by noted_at limit ${AT_ONCE}))`,
      [months],
    );
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < AT_ONCE) break;
  }
  return deleted;
}
