import type pg from 'pg';

/** Most lists of one reseller that may be open at a time: loading, loaded but not imported, or importing. */
const MOST_OPEN = 100;

/** Until the commit, no other list of the reseller can begin or resume, so the count stays correct. */
export async function lockLists(tx: pg.PoolClient, resellerId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('lists ' || $1, 0))`, [resellerId]);
}

/** Lists that failed, were imported, or have expired do not count, nor do those of a run: runs are limited by themselves. */
export async function hasTooMany(tx: pg.PoolClient, resellerId: string): Promise<boolean> {
  const { rows } = await tx.query<{ open: number }>(
    `select count(*)::int as open from roster
     where reseller_id = $1 and status in ('loading', 'loaded') and import_ended_at is null and held_by is null`,
    [resellerId],
  );
  return (rows[0]?.open ?? 0) >= MOST_OPEN;
}
