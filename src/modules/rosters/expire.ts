import pg from 'pg';
import { deleteOld, inTransaction } from '../../database/index.js';

/** Most lists that one sweep expires. */
const EXPIRE_AT_ONCE = 20;

/**
 * Deletes the people of lists that have not been used for some hours (KEEP_LISTS_HOURS), unless their import is still running, a run holds them,
 * or a reload is to take over their ticks. Those of an imported list go as long after the end, however often it is opened: the history has
 * them.
 */
export async function expireLists(pool: pg.Pool, hours: number): Promise<void> {
  for (let n = 0; n < EXPIRE_AT_ONCE; n++) {
    if (!(await inTransaction(pool, (tx) => expireOne(tx, hours)))) return;
  }
}

/** One list per transaction, so that its row is locked only briefly. @returns false when no list is due */
async function expireOne(tx: pg.PoolClient, hours: number): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from roster
     where status in ('loaded', 'failed') and held_by is null
       and case when import_requested_at is null then used_at else import_ended_at end
       < now() - make_interval(hours => $1)
       and not exists (select from roster reload where reload.reload_of = roster.id and reload.status in ('loading', 'failed'))
     limit 1 for update skip locked`,
    [hours],
  );
  const [idle] = rows;
  if (!idle) return false;
  await expireList(tx, idle.id);
  return true;
}

/**
 * Deletes lists that expired long ago (KEEP_EXPIRED_LISTS_DAYS). Until then `claims check` compares their imports with the log.
 * @returns how many were deleted; the next call goes on
 */
export function forgetExpired(pool: pg.Pool, days: number): Promise<number> {
  // used_at is written with each use, the request to import among them. The page of a run reads its lists, however old it is.
  const over = `status = 'expired' and used_at < now() - make_interval(days => $1)
    and (import_requested_at is null or import_ended_at is not null)
    and not exists (select from run_pair where list_id = roster.id) order by used_at`;
  return deleteOld(pool, 'roster', over, [days]);
}

/** Deletes the people of a list. The caller's transaction has locked its row. */
export async function expireList(tx: pg.PoolClient, id: string): Promise<void> {
  await tx.query('delete from roster_person where roster_id = $1', [id]);
  await tx.query('delete from roster_gone where roster_id = $1', [id]);
  await tx.query('delete from roster_foreign_id where roster_id = $1', [id]);
  await tx.query('delete from import_item where import_id = $1', [id]);
  await tx.query(`update roster set status = 'expired' where id = $1`, [id]);
}
