import type pg from 'pg';
import { v5 as uuidV5 } from 'uuid';
import { JUDGED } from '../load-users/verdicts.js';

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
  const { listed, already, haloIds, verdicts } = await judge(tx, importId, teamId);
  await tx.query(
    `insert into import_item (import_id, n, halo_id, account_id, email_key, person, verdict, decided_at)
     select $1, item.place - 1, p.halo_id, item.account_id, p.email_key,
       jsonb_build_object('name', p.name, 'email', p.email, 'site', coalesce(p.site, '')),
       item.verdict, case when item.verdict is not null then now() end
     from unnest($2::bigint[], $3::uuid[], $4::text[]) with ordinality as item (halo_id, account_id, verdict, place)
     join roster_person p on p.roster_id = $1 and p.halo_id = item.halo_id`,
    [importId, haloIds, haloIds.map((haloId) => accountIdOf(importId, haloId)), verdicts],
  );
  await tx.query(
    `update roster set import_prepared = true, listed = $2, to_decide = $3, already_in_this_team = $4, left_out = $5 where id = $1`,
    [importId, listed, haloIds.length, already, listed - haloIds.length - already],
  );
}

interface Judged {
  readonly listed: number;
  readonly already: number;
  /** the people to be decided */
  readonly haloIds: readonly string[];
  /** theirs, null for those who are ticked */
  readonly verdicts: readonly (string | null)[];
}

/** One statement: claims that come and go meanwhile would put the same person into two parts of the sum. */
async function judge(tx: pg.PoolClient, importId: string, teamId: string): Promise<Judged> {
  const { rows } = await tx.query<Judged>(
    `select count(*)::int as listed,
       (count(*) filter (where blocked = 'already-in-this-team' and not ticked))::int as already,
       coalesce(array_agg(halo_id order by halo_id) filter (where ${TO_DECIDE}), '{}') as "haloIds",
       coalesce(array_agg(case when not ticked then blocked end order by halo_id) filter (where ${TO_DECIDE}), '{}') as verdicts
     from (${JUDGED}) judged`,
    [importId, teamId],
  );
  return rows[0] ?? { listed: 0, already: 0, haloIds: [], verdicts: [] };
}

/** The same person of the same import has the same account, however often it is made (RFC 9562, 5.5). */
const accountIdOf = (importId: string, haloId: string) => uuidV5(`account ${haloId}`, importId);
