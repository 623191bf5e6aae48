import type pg from 'pg';
import type { ItemOutcome, RemovalItem } from './removal-types.js';

/** Few enough that Cancel takes effect within about a second. */
const BATCH = 40;

/**
 * Line 4: the next people to remove. Those whose removal was begun before, by any process, come first; unless a cancel was requested, more
 * are begun. The lock puts a cancel before or after that, not in between. Part of the caller's transaction.
 */
export async function beginItems(tx: pg.PoolClient, removalId: string): Promise<RemovalItem[]> {
  const { rows } = await tx.query<{ cancelled: boolean }>(
    'select cancel_requested_at is not null as cancelled from removal where id = $1 for update',
    [removalId],
  );
  const begun = await tx.query<RemovalItem>(
    `select ${COLUMNS} from removal_item where removal_id = $1 and begun and outcome is null order by n limit ${BATCH}`,
    [removalId],
  );
  if (begun.rows.length > 0 || rows[0]?.cancelled !== false) return begun.rows;
  const more = await tx.query<RemovalItem>(
    `update removal_item set begun = true where removal_id = $1 and n in (
       select n from removal_item where removal_id = $1 and outcome is null order by n limit ${BATCH})
     returning ${COLUMNS}`,
    [removalId],
  );
  return more.rows;
}

const COLUMNS = `n, account_id as "accountId", revision, person`;

/** An outcome never changes: the log decides it, and every process that asks the log again gets the same answer. */
export async function noteOutcomes(
  pool: pg.Pool,
  removalId: string,
  outcomes: readonly { readonly n: number; readonly outcome: ItemOutcome }[],
): Promise<void> {
  await pool.query(
    `update removal_item item set outcome = found.outcome from unnest($2::integer[], $3::text[]) as found (n, outcome)
     where item.removal_id = $1 and item.n = found.n and item.outcome is null`,
    [removalId, outcomes.map(({ n }) => n), outcomes.map(({ outcome }) => outcome)],
  );
}

/**
 * Whether the list of members has yet to apply some of the removals. `removed_account` is written in the transaction that frees the address,
 * and survives a rebuild of the list.
 */
export async function notYetGone(pool: pg.Pool, removalId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from removal_item item where removal_id = $1 and outcome = 'done'
       and not exists (select from removed_account gone where gone.account_id = item.account_id) limit 1`,
    [removalId],
  );
  return rowCount !== 0;
}
