import type pg from 'pg';
import { nameKey } from '../../shared/text/index.js';
import type { Mend } from './finding.js';

type Of<Kind extends Mend['kind']> = Extract<Mend, { kind: Kind }>;

/** Writes all mends, in a few statements. Releases come before claims: an address may go from one account to the next. */
export async function writeMends(tx: pg.PoolClient, mends: readonly Mend[]): Promise<void> {
  const all = <Kind extends Mend['kind']>(kind: Kind) => mends.filter((mend): mend is Of<Kind> => mend.kind === kind);
  const accounts = (kind: 'release' | 'mark' | 'unmark') => [all(kind).map(({ accountId }) => accountId)];
  const teams = (kind: 'close' | 'open' | 'forget-name') => [all(kind).map(({ teamId }) => teamId)];
  await tx.query('delete from email_claim where account_id = any($1::uuid[])', accounts('release'));
  await claim(tx, all('claim'));
  await tx.query('insert into removed_account select unnest($1::uuid[])', accounts('mark'));
  await tx.query('delete from removed_account where account_id = any($1::uuid[])', accounts('unmark'));
  await tx.query('insert into closed_team select unnest($1::uuid[])', teams('close'));
  await tx.query('delete from closed_team where team_id = any($1::uuid[])', teams('open'));
  await tx.query('delete from team_name where team_id = any($1::uuid[])', teams('forget-name'));
  await nameTeams(tx, all('name'));
  await endImports(tx, all('end'));
}

/** Not `on conflict do nothing`: the tables are locked, so a conflict is a bug, and then nothing may be written. */
async function claim(tx: pg.PoolClient, mends: readonly Of<'claim'>[]): Promise<void> {
  const claims = mends.map((mend) => mend.claim);
  await tx.query(
    `insert into email_claim (email_key, account_id, team_id, reseller_id, revision)
     select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[])`,
    [
      claims.map(({ key }) => key),
      claims.map(({ accountId }) => accountId),
      claims.map(({ teamId }) => teamId),
      claims.map(({ resellerId }) => resellerId),
      claims.map(({ revision }) => revision ?? -1),
    ],
  );
}

async function nameTeams(tx: pg.PoolClient, teams: readonly Of<'name'>[]): Promise<void> {
  await tx.query(
    `insert into team_name (team_id, reseller_id, name, name_key)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
     on conflict (team_id) do update
       set reseller_id = excluded.reseller_id, name = excluded.name, name_key = excluded.name_key`,
    [
      teams.map(({ teamId }) => teamId),
      teams.map(({ resellerId }) => resellerId),
      teams.map(({ name }) => name),
      teams.map(({ name }) => nameKey(name)),
    ],
  );
}

async function endImports(tx: pg.PoolClient, imports: readonly Of<'end'>[]): Promise<void> {
  await tx.query(
    `update roster set import_ended_at = ended.at from unnest($1::uuid[], $2::timestamptz[]) as ended (id, at)
     where roster.id = ended.id and import_ended_at is null`,
    [imports.map(({ importId }) => importId), imports.map(({ at }) => at)],
  );
}
