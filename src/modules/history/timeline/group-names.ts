import type pg from 'pg';

/** The names of the HaloPSA groups of some imports, by import id; those of another reseller are missing. */
export async function groupNames(
  pool: pg.Pool,
  resellerId: string,
  importIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    'select import_id as id, group_name as name from import_summary where import_id = any($1::uuid[]) and reseller_id = $2',
    [[...new Set(importIds)], resellerId],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
