import type pg from 'pg';

/** Has the next page of each list look again who can be imported. For a log that was moved: the head that was stored is one of another log. */
export async function forgetJudgedHeads(pool: pg.Pool): Promise<void> {
  await pool.query('update roster set judged_head = null where judged_head is not null');
}
