import type pg from 'pg';
import { keeperOf } from './shared-address.js';

/** HaloPSA ids of all people in the list with the same address as this person. Does not change once the list is loaded. */
export async function sharingAddress(pool: pg.Pool, rosterId: string, haloId: number): Promise<number[]> {
  const { rows } = await pool.query<{ halo_id: string }>(
    `with kept as (
       select coalesce(kept_by, halo_id) as keeper from roster_person where roster_id = $1 and halo_id = $2)
     select halo_id from roster_person where roster_id = $1 and halo_id = (select keeper from kept)
     union all
     select halo_id from roster_person where roster_id = $1 and kept_by = (select keeper from kept)`,
    [rosterId, haloId],
  );
  return rows.map(({ halo_id }) => Number(halo_id));
}

/**
 * Gives a shared address to one of the people who share it. The caller's transaction has locked the roster's row.
 * @returns how many changes of ticks this counts as
 */
export async function keepAddress(
  tx: pg.PoolClient,
  rosterId: string,
  sharing: readonly number[],
  chosen: number,
): Promise<number> {
  const { rows } = await tx.query<{ halo_id: string; keeps: boolean; ticked: boolean }>(
    `select halo_id, kept_by is null as keeps, ticked from roster_person where roster_id = $1 and halo_id = any($2::bigint[])`,
    [rosterId, sharing],
  );
  const keeper = keeperOf(
    rows.map(({ halo_id, keeps, ticked }) => ({ haloId: Number(halo_id), keeps, ticked })),
    chosen,
  );
  if (!keeper) return 0;
  await tx.query(
    `update roster_person set problem = case when halo_id = $3 then null else 'duplicate-in-list' end,
       kept_by = case when halo_id = $3 then null else $3::bigint end, ticked = (halo_id = $3 and $4)
     where roster_id = $1 and halo_id = any($2::bigint[])`,
    [rosterId, sharing, keeper.haloId, keeper.ticked],
  );
  return 1;
}
