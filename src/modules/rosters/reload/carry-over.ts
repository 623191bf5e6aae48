import type pg from 'pg';
import type { Roster } from '../roster.js';
import { expireList } from '../expire.js';
import { FREE } from '../facets.js';

/** The list that is reloaded, while its row is locked: no one ticks in it any more. */
export interface ListBefore {
  readonly id: string;
  /** an import of it was asked for meanwhile: it stays */
  readonly isImported: boolean;
}

/** Locks the list that this one is a reload of. @returns undefined if there is none, or if it is not loaded any more */
export async function listBefore(tx: pg.PoolClient, { reloadOf }: Roster): Promise<ListBefore | undefined> {
  const { rows } = await tx.query<ListBefore>(
    `select id, import_requested_at is not null as "isImported" from roster where id = $1 and status = 'loaded' for update`,
    [reloadOf],
  );
  return rows[0];
}

/** Of those who share an address in the list `$1`, the person `p` who kept it in the list `$2` comes first. */
export const KEPT_BEFORE = `not exists (
  select from roster_person o where o.roster_id = $2 and o.halo_id = p.halo_id and o.email_key = p.email_key and o.kept_by is null)`;

const COMPARED = ['name', 'email', 'inactive', 'service_account', 'general_user', 'technician', 'prospect'] as const;
const compared = (alias: string) => `(${COMPARED.map((column) => `${alias}.${column}`).join(', ')})`;

const WAS = `jsonb_build_object('name', o.name, 'email', o.email, 'inactive', o.inactive, 'serviceAccount', o.service_account,
  'generalUser', o.general_user, 'technician', o.technician, 'prospect', o.prospect)`;

/**
 * Gives each person of a reloaded list the tick they had, if they can be imported, and notes who is new or changed. People are the same if
 * their HaloPSA ids are. The claims on the addresses are up to date.
 *
 * Subqueries, not joins: each person costs one lookup, whatever the planner expects of a list made a minute ago (docs/adr/0012-statements-over-a-new-list.md).
 */
export async function carryOver(tx: pg.PoolClient, rosterId: string, before: ListBefore): Promise<number> {
  const { rowCount } = await tx.query(
    `update roster_person p set (ticked, since, was) = (
       select coalesce(o.ticked, false) and p.problem is null and p.claimed is null,
         case when o.halo_id is null then 'new' when ${compared('o')} is distinct from ${compared('p')} then 'changed' end,
         case when o.halo_id is not null and ${compared('o')} is distinct from ${compared('p')} then ${WAS} end
       from (select 1) one left join roster_person o on o.roster_id = $2 and o.halo_id = p.halo_id)
     where p.roster_id = $1`,
    [rosterId, before.id],
  );
  return rowCount ?? 0;
}

/** Names who is gone, counts what has changed, and lets the list before expire, unless it is being imported. */
export async function replaceList(tx: pg.PoolClient, rosterId: string, before: ListBefore): Promise<void> {
  const gone = await tx.query(
    `insert into roster_gone (roster_id, halo_id, name, name_key, email, ticked)
     select $1, o.halo_id, o.name, o.name_key, o.email, o.ticked and ${FREE} from roster_person o
     where o.roster_id = $2
       and (select n.halo_id from roster_person n where n.roster_id = $1 and n.halo_id = o.halo_id) is null`,
    [rosterId, before.id],
  );
  await tx.query(
    `update roster set reloaded = (
       select jsonb_build_object('at', now(), 'gone', $3::int, 'new', count(*) filter (where since = 'new'),
         'changed', count(*) filter (where since = 'changed'), 'ticksLost', (
           select count(*) from roster_person o where o.roster_id = $2 and o.ticked and ${FREE} and not coalesce(
             (select n.ticked from roster_person n where n.roster_id = $1 and n.halo_id = o.halo_id), false)))
       from roster_person where roster_id = $1)
     where id = $1`,
    [rosterId, before.id, gone.rowCount],
  );
  if (before.isImported) return;
  await expireList(tx, before.id);
  await tx.query('update roster set replaced_by = $2 where id = $1', [before.id, rosterId]);
}
