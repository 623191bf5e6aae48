import type pg from 'pg';

/** The most lists of one reseller that are open at a time: loading, loaded and not imported yet, or importing. */
export const MOST_OPEN = 100;

/** Until the commit no other list of the reseller begins or goes on, so that the count stays true. */
export async function lockLists(tx: pg.PoolClient, resellerId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('lists ' || $1, 0))`, [resellerId]);
}

/** A list that failed, was imported, or has expired has ended. */
export async function hasTooMany(tx: pg.PoolClient, resellerId: string): Promise<boolean> {
  const { rows } = await tx.query<{ open: number }>(
    `select count(*)::int as open from roster
     where reseller_id = $1 and status in ('loading', 'loaded') and import_ended_at is null`,
    [resellerId],
  );
  return (rows[0]?.open ?? 0) >= MOST_OPEN;
}
