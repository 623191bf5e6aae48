import type pg from 'pg';
import { JUDGED } from '../../rosters/index.js';

/** People who get an event: the ticked ones, and all others with a red X other than "already in this Team". */
const TO_DECIDE = `(ticked or (blocked is not null and blocked <> 'already-in-this-team'))`;

/**
 * The first step of an import, in one transaction: numbers the people to decide by HaloPSA id, settles those who could not be ticked, and
 * names the others beside the log. From here on, the import reads only its items. Running it again changes nothing.
 *
 * A single statement in the database: with several, concurrent claims could count a person twice in the sum. It also keeps long lists out
 * of this process's memory.
 */
export async function prepareItems(tx: pg.PoolClient, importId: string): Promise<void> {
  const { rows } = await tx.query<{ team_id: string }>(
    'select team_id from roster where id = $1 and not import_prepared for update',
    [importId],
  );
  const teamId = rows[0]?.team_id;
  if (teamId === undefined) return;
  await tx.query(
    `with judged as materialized (${JUDGED}), item as (
       insert into import_item (import_id, n, halo_id, email_key, person, verdict, decided_at)
       select $1, row_number() over (order by halo_id) - 1, halo_id, email_key,
         jsonb_build_object('name', name, 'email', email, 'site', coalesce(site, '')),
         case when not ticked then blocked end, case when not ticked then now() end
       from judged where ${TO_DECIDE}),
     other as (
       insert into left_out_person (import_id, halo_id, reason, name, name_key, email, site, search)
       select $1, halo_id, coalesce(blocked, 'not-ticked'), name, name_key, email, site, search
       from judged where not ${TO_DECIDE})
     update roster set import_prepared = true, listed = people.listed, to_decide = people.to_decide,
       already_in_this_team = people.already, left_out = people.listed - people.to_decide - people.already
     from (
       select count(*)::int as listed, (count(*) filter (where ${TO_DECIDE}))::int as to_decide,
         (count(*) filter (where blocked = 'already-in-this-team' and not ticked))::int as already
       from judged) people
     where id = $1`,
    [importId, teamId],
  );
}
