import type pg from 'pg';
import { inTransaction } from '../database/index.js';

/** The lock that appends take. */
export const APPEND_LOCK = '7220941553';

/** Where the log of a database is (migration 0009). */
export interface LogPlace {
  /** names the portal's streams in EventStoreDB */
  readonly id: string;
  readonly place: 'beginning' | 'eventstoredb' | 'moving' | 'moving-back';
}

/** @returns undefined if the log is in this database */
export async function readLogPlace(db: pg.Pool | pg.PoolClient): Promise<LogPlace | undefined> {
  const { rows } = await db.query<LogPlace>('select id, place from log.event_log');
  return rows[0];
}

/**
 * Chooses EventStoreDB for a database whose log is still empty. From then on its own log refuses appends.
 * @returns undefined if it holds events, and nothing was changed
 */
export async function chooseEventStoreDb(pool: pg.Pool): Promise<LogPlace | undefined> {
  return inTransaction(pool, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(${APPEND_LOCK})`);
    const { rowCount } = await tx.query('select from log.event limit 1');
    if (rowCount !== 0) return undefined;
    await tx.query(`insert into log.event_log (place) values ('beginning') on conflict do nothing`);
    return readLogPlace(tx);
  });
}

/** Closes the log in this database: an append is either finished before this, or refused. @returns where the log is now */
export async function closeTable(pool: pg.Pool): Promise<LogPlace> {
  return inTransaction(pool, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(${APPEND_LOCK})`);
    await tx.query(`insert into log.event_log (place) values ('moving') on conflict do nothing`);
    return (await readLogPlace(tx)) as LogPlace;
  });
}

/** Opens the log in this database again. @returns whether the log was at `from` */
export async function openTable(pool: pg.Pool, from: LogPlace['place']): Promise<boolean> {
  const { rowCount } = await pool.query('delete from log.event_log where place = $1', [from]);
  return rowCount === 1;
}

/** @returns whether the log was at `from`, and is at `to` now */
export async function moveLogPlace(
  db: pg.Pool | pg.PoolClient,
  from: LogPlace['place'],
  to: LogPlace['place'],
): Promise<boolean> {
  const { rowCount } = await db.query('update log.event_log set place = $2 where place = $1', [from, to]);
  return rowCount === 1;
}
