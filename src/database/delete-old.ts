import type pg from 'pg';

/** Rows of one statement: a fraction of a second, and no lock is held longer. */
const AT_ONCE = 1_000;
/** Statements of one call. The next call goes on. */
const MOST_BATCHES = 10;

/**
 * Deletes rows in statements of a thousand. Several processes may do so at once: each takes rows that no other holds.
 * @param table its name, and `where` a condition on it: text of the program, with `values` for its parameters
 * @returns how many were deleted
 */
export async function deleteOld(
  pool: pg.Pool,
  table: string,
  where: string,
  values: readonly unknown[] = [],
): Promise<number> {
  let deleted = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const { rowCount } = await pool.query(
      `delete from ${table} where ctid = any(array(
         select ctid from ${table} where ${where} limit ${AT_ONCE} for update skip locked))`,
      [...values],
    );
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < AT_ONCE) break;
  }
  return deleted;
}
