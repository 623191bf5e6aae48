import type pg from 'pg';
import { nameKey } from '../../shared/text/index.js';

export interface NamedTeam {
  readonly teamId: string;
  readonly resellerId: string;
  readonly name: string;
}

/** The Team's latest name, even if its event is not in the log yet. */
export async function nameOf(
  tx: pg.PoolClient,
  teamId: string,
): Promise<Pick<NamedTeam, 'resellerId' | 'name'> | undefined> {
  const { rows } = await tx.query<Pick<NamedTeam, 'resellerId' | 'name'>>(
    'select reseller_id as "resellerId", name from team_name where team_id = $1',
    [teamId],
  );
  return rows[0];
}

/** Serialises all naming of Teams of one reseller. Held until the transaction ends. Must be taken after a Team's own lock. */
export async function lockNames(tx: pg.PoolClient, resellerId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('team names ' || $1, 0))`, [resellerId]);
}

/** Requires the lock on the names. @returns the name of another Team of the reseller that looks the same and is not archived */
export async function namesakeOf(
  tx: pg.PoolClient,
  { teamId, resellerId, name }: NamedTeam,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ name: string }>(
    `select name from team_name other where reseller_id = $1 and name_key = $2 and team_id <> $3
       and not exists (select from closed_team where closed_team.team_id = other.team_id) limit 1`,
    [resellerId, nameKey(name), teamId],
  );
  return rows[0]?.name;
}

/** Requires the lock on the names, and the transaction that stages the event with the name. */
export async function keepName(tx: pg.PoolClient, { teamId, resellerId, name }: NamedTeam): Promise<void> {
  await tx.query(
    `insert into team_name (team_id, reseller_id, name, name_key) values ($1, $2, $3, $4)
     on conflict (team_id) do update set name = excluded.name, name_key = excluded.name_key`,
    [teamId, resellerId, name, nameKey(name)],
  );
}
