import pg from 'pg';
import { inTransaction } from '../../database/index.js';

/** Most lists that one sweep expires. */
const EXPIRE_AT_ONCE = 20;

/** Deletes the people of lists that have not been used for an hour, unless their import is still running, or a run holds them. */
export async function expireLists(pool: pg.Pool): Promise<void> {
  for (let n = 0; n < EXPIRE_AT_ONCE; n++) {
    if (!(await inTransaction(pool, expireOne))) return;
  }
}

/** One list per transaction, so that its row is locked only briefly. @returns false when no list is due */
async function expireOne(tx: pg.PoolClient): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from roster
     where status in ('loaded', 'failed') and used_at < now() - interval '1 hour' and held_by is null
       and (import_requested_at is null or import_ended_at < now() - interval '1 hour')
     limit 1 for update skip locked`,
  );
  const [idle] = rows;
  if (!idle) return false;
  await tx.query('delete from roster_person where roster_id = $1', [idle.id]);
  await tx.query('delete from roster_foreign_id where roster_id = $1', [idle.id]);
  await tx.query('delete from import_item where import_id = $1', [idle.id]);
  await tx.query(`update roster set status = 'expired' where id = $1`, [idle.id]);
  return true;
}
