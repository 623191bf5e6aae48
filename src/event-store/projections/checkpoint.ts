import pg from 'pg';
import { START, type Position } from '../types.js';

/** The position up to which a projection has applied all events, in a row made at the first call. */
export async function readCheckpoint(db: pg.Pool | pg.PoolClient, name: string): Promise<Position> {
  await db.query('insert into log.projection_checkpoint (name) values ($1) on conflict do nothing', [name]);
  return (await readCheckpoints(db)).get(name)?.position ?? START;
}

export interface Checkpoint {
  readonly position: Position;
  /** why the runner that met the next event stands still */
  readonly degraded: string | null;
}

export async function readCheckpoints(db: pg.Pool | pg.PoolClient): Promise<ReadonlyMap<string, Checkpoint>> {
  const { rows } = await db.query<Checkpoint & { name: string }>(
    'select name, position, degraded from log.projection_checkpoint',
  );
  return new Map(rows.map(({ name, position, degraded }) => [name, { position, degraded }]));
}

/** Tells the other processes why the projection stands still. Moving the checkpoint takes it back. */
export async function setDegraded(db: pg.Pool, name: string, position: Position, why: string): Promise<void> {
  await db.query('update log.projection_checkpoint set degraded = $3 where name = $1 and position = $2', [
    name,
    position,
    why,
  ]);
}

/**
 * Takes the checkpoint's row and moves it, in the transaction that applies what lies between. This is the fence: false when another
 * runner holds the row, or has moved it since, and then this one applies nothing.
 */
export async function moveCheckpoint(tx: pg.PoolClient, name: string, from: Position, to: Position): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update log.projection_checkpoint set position = $3, degraded = null where name =
       (select name from log.projection_checkpoint where name = $1 and position = $2 for update skip locked)`,
    [name, from, to],
  );
  return rowCount === 1;
}

/** Keeps all runners from the projection until the end of the transaction; waits for the batch that one of them is at. */
export async function takeCheckpoint(tx: pg.PoolClient, name: string): Promise<void> {
  await tx.query('select from log.projection_checkpoint where name = $1 for update', [name]);
}

export async function setCheckpoint(tx: pg.PoolClient, name: string, position: Position): Promise<void> {
  await tx.query('update log.projection_checkpoint set position = $2, degraded = null where name = $1', [
    name,
    position,
  ]);
}
