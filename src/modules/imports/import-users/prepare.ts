import type pg from 'pg';
import { v5 as uuidV5 } from 'uuid';
import { JUDGED } from '../load-users/roster-people.js';

/** Who gets an event: the ticked people, and everybody else with a red X other than "already in this Team". */
const TO_DECIDE = `(ticked or (blocked is not null and blocked <> 'already-in-this-team'))`;

/**
 * The first step of an import, in one transaction: numbers the people to be decided in the order of their HaloPSA ids, gives each the id
 * that an account of theirs will have, and settles those whom nobody could tick. From here on the import reads nothing but its items.
 * Done before, it changes nothing.
 */
export async function prepareItems(tx: pg.PoolClient, importId: string): Promise<void> {
  const { rows } = await tx.query<{ team_id: string }>(
    'select team_id from roster where id = $1 and not import_prepared for update',
    [importId],
  );
  const teamId = rows[0]?.team_id;
  if (teamId === undefined) return;
  const chosen = await tx.query<{ halo_id: string }>(
    `select halo_id from (${JUDGED}) judged where ${TO_DECIDE} order by halo_id`,
    [importId, teamId],
  );
  const haloIds = chosen.rows.map((row) => row.halo_id);
  await tx.query(
    `insert into import_item (import_id, n, halo_id, account_id, email_key, person, verdict, decided_at)
     select $1, item.place - 1, p.halo_id, item.account_id, p.email_key,
       jsonb_build_object('name', p.name, 'email', p.email, 'site', coalesce(p.site, '')),
       case when not p.ticked then p.blocked end, case when not p.ticked then now() end
     from unnest($3::bigint[], $4::uuid[]) with ordinality as item (halo_id, account_id, place)
     join (${JUDGED}) p on p.halo_id = item.halo_id`,
    [importId, teamId, haloIds, haloIds.map((haloId) => accountIdOf(importId, haloId))],
  );
  await tx.query(
    `update roster set import_prepared = true, to_decide = $3, listed = counted.listed,
       already_in_this_team = counted.already, left_out = counted.listed - counted.already - $3
     from (
       select count(*)::int as listed,
         (count(*) filter (where blocked = 'already-in-this-team' and not ticked))::int as already
       from (${JUDGED}) judged
     ) counted
     where id = $1`,
    [importId, teamId, haloIds.length],
  );
}

/** The same person of the same import has the same account, however often it is made (RFC 9562, 5.5). */
export const accountIdOf = (importId: string, haloId: string) => uuidV5(`account ${haloId}`, importId);
