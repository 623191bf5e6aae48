import pg from 'pg';
import type { EventStore, Position } from '../../event-store/index.js';
import { LogReading, type LoggedAccount, type LoggedTeam } from './read-log.js';
import { readRows, type Rows } from './read-rows.js';

/** Both sides of the comparison. */
export interface Books {
  /** a position of the log: what was recorded up to here was in the rows before, unless it was undone */
  readonly head: Position;
  readonly rows: Rows;
  readonly accounts: ReadonlyMap<string, LoggedAccount>;
  readonly teams: ReadonlyMap<string, LoggedTeam>;
  /** when each import ended */
  readonly ended: ReadonlyMap<string, Date>;
}

/**
 * Reads both sides in an order that keeps them comparable while portals run. A claim is committed before its event is appended, and
 * released after its removal is. So it reads the end of the log, then the rows, then the log up to its new end.
 */
export async function readBooks(pool: pg.Pool, store: EventStore): Promise<Books> {
  const head = await store.head();
  const rows = await inOneSnapshot(pool, store);
  const { accounts, teams, ended } = await logUpTo(store, await store.head());
  return { head, rows, accounts, teams, ended };
}

export async function logUpTo(store: EventStore, end: Position): Promise<LogReading> {
  const reading = new LogReading();
  await reading.readTo(store, end);
  return reading;
}

/** Otherwise a claim could be missed between two statements. */
async function inOneSnapshot(pool: pg.Pool, store: EventStore): Promise<Rows> {
  const tx = await pool.connect();
  try {
    await tx.query('begin isolation level repeatable read read only');
    const rows = await readRows(tx, store);
    await tx.query('commit');
    return rows;
  } finally {
    tx.release();
  }
}
