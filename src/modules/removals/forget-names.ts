import type pg from 'pg';
import { inTransaction } from '../../database/index.js';

const AT_ONCE = 1_000;
/** Statements of one sweep. */
const MOST_BATCHES = 10;

/**
 * Deletes the names in the items of removals that ended some hours ago (KEEP_LISTS_HOURS): the log has them. What happened to each account
 * stays, because the log does not say who was kept.
 */
export async function forgetNames(pool: pg.Pool, hours: number): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    if (!(await inTransaction(pool, (tx) => forgetSome(tx, hours)))) return;
  }
}

/** @returns false when no removal is due */
async function forgetSome(tx: pg.PoolClient, hours: number): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from removal where items_named and ended_at < now() - make_interval(hours => $1)
     order by ended_at limit 1 for update skip locked`,
    [hours],
  );
  const [ended] = rows;
  if (!ended) return false;
  const { rowCount } = await tx.query(
    `update removal_item set person = null where removal_id = $1 and n in (
       select n from removal_item where removal_id = $1 and person is not null limit ${AT_ONCE})`,
    [ended.id],
  );
  if ((rowCount ?? 0) < AT_ONCE) await tx.query('update removal set items_named = false where id = $1', [ended.id]);
  return true;
}
