import type pg from 'pg';

const LOCK = `hashtextextended('team ' || $1, 0)`;

/**
 * Serialises adding people to a Team with closing or reopening it. Held until the transaction ends.
 *
 * @param mode `shared` for adding people, `exclusive` for closing and reopening the Team
 */
export async function lockTeam(tx: pg.PoolClient, teamId: string, mode: 'shared' | 'exclusive'): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock${mode === 'shared' ? '_shared' : ''}(${LOCK})`, [teamId]);
}

/** Whether the Team is archived, as decided under its lock. The list of Teams and the log follow later. */
export async function isClosed(tx: pg.PoolClient, teamId: string): Promise<boolean> {
  const { rowCount } = await tx.query('select from closed_team where team_id = $1', [teamId]);
  return rowCount !== 0;
}

/** Requires the exclusive lock, and the transaction that stages TeamArchived. */
export async function close(tx: pg.PoolClient, teamId: string): Promise<void> {
  await tx.query('insert into closed_team values ($1)', [teamId]);
}

/** Requires the exclusive lock, and the transaction that stages TeamReopened. */
export async function reopen(tx: pg.PoolClient, teamId: string): Promise<void> {
  await tx.query('delete from closed_team where team_id = $1', [teamId]);
}
