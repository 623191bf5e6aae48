import pg from 'pg';
import { START, type Position } from '../types.js';

/** The position up to which a projection has applied all events. The first call creates the row. */
export async function readCheckpoint(db: pg.Pool | pg.PoolClient, name: string): Promise<Position> {
  await db.query('insert into log.projection_checkpoint (name) values ($1) on conflict do nothing', [name]);
  return (await readCheckpoints(db)).get(name)?.position ?? START;
}

export interface Checkpoint {
  readonly position: Position;
  /** why the projection stopped at the next event */
  readonly degraded: string | null;
}

export async function readCheckpoints(db: pg.Pool | pg.PoolClient): Promise<ReadonlyMap<string, Checkpoint>> {
  const { rows } = await db.query<Checkpoint & { name: string }>(
    'select name, position, degraded from log.projection_checkpoint',
  );
  return new Map(rows.map(({ name, position, degraded }) => [name, { position, degraded }]));
}

/** Tells other processes why the projection has stopped. Moving the checkpoint clears it. */
export async function setDegraded(db: pg.Pool, name: string, position: Position, why: string): Promise<void> {
  await db.query('update log.projection_checkpoint set degraded = $3 where name = $1 and position = $2', [
    name,
    position,
    why,
  ]);
}

/**
 * Locks and moves the checkpoint's row, in the transaction that applies the events in between. This is the fence: if another runner holds
 * the row or has moved it, this returns false and the caller applies nothing.
 */
export async function moveCheckpoint(tx: pg.PoolClient, name: string, from: Position, to: Position): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update log.projection_checkpoint set position = $3, degraded = null where name =
       (select name from log.projection_checkpoint where name = $1 and position = $2 for update skip locked)`,
    [name, from, to],
  );
  return rowCount === 1;
}

/** Keeps all runners from the projection until the transaction ends. Waits for a batch in progress. */
export async function takeCheckpoint(tx: pg.PoolClient, name: string): Promise<void> {
  await tx.query('select from log.projection_checkpoint where name = $1 for update', [name]);
}

export async function setCheckpoint(tx: pg.PoolClient, name: string, position: Position): Promise<void> {
  await tx.query('update log.projection_checkpoint set position = $2, degraded = null where name = $1', [
    name,
    position,
  ]);
}
