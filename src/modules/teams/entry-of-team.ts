import type pg from 'pg';
import { teamStream } from './team.js';

/** The outbox entry of the Team, if any. If the Team was just reopened, the log must say so before it names the person. */
export async function entryOfTeam(tx: pg.PoolClient, teamId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    'select id from log.outbox where stream = $1 and stuck_at is null order by place desc limit 1',
    [teamStream(teamId)],
  );
  return rows.map(({ id }) => id);
}
