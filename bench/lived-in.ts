import type pg from 'pg';
import { projections } from '../src/app.js';
import { openLog, rebuild } from '../src/event-store/index.js';
import { fillLog } from './fill-log.js';

export interface LivedIn {
  readonly lists: number;
  readonly people: number;
  readonly teams: number;
}

/** ImportStarted and ImportCompleted. */
const BESIDES_PEOPLE = 2;

/**
 * Makes a database look used: this many lists of this many people, all imported, with their claims, members and history, followed by
 * ANALYZE. PostgreSQL then has statistics about the ids of these lists, and expects no rows for the id of a later list.
 */
export async function liveIn(pool: pg.Pool, { lists, people, teams }: LivedIn): Promise<void> {
  const store = await openLog({ pool, url: undefined });
  await fillLog(store, teams + lists * (people + BESIDES_PEOPLE), { ofOneImport: people, teams });
  await rebuild(pool, store, projections);
  await store.close();
  for (const statement of [rosters, persons, items, claims]) await pool.query(statement);
  await pool.query('vacuum analyze');
}

/** Last used tomorrow: a list that expires during a measurement would be part of it. */
const rosters = `
  insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, load_metadata, credentials_version, status, received,
    importable, select_all, ticked, judged_at, used_at, import_requested_at, import_ended_at, import_prepared, import_metadata)
  select import_id, reseller_id, team_id, group_kind, group_id, group_name, '{}', import_id, 'loaded', listed,
    listed, listed, listed, now(), now() + interval '1 day', now(), now() + interval '1 day', true, '{}'
  from import_summary`;

const persons = `
  insert into roster_person (roster_id, halo_id, name, name_key, search, email, email_key, site, inactive, service_account, general_user, ticked)
  select substr(stream, 8)::uuid, (data ->> 'haloId')::bigint, name, lower(name), lower(name) || E'\\n' || email, email, email, 'Head office',
    false, false, false, true
  from history, lateral (select person ->> 'name' as name, person ->> 'email' as email) said
  where type in ('UserImported', 'UserRejected')`;

const items = `
  insert into import_item (import_id, n, halo_id, account_id, email_key, person, verdict, decided_at)
  select substr(stream, 8)::uuid, (data ->> 'n')::integer, (data ->> 'haloId')::bigint, (data ->> 'accountId')::uuid, person ->> 'email', person,
    coalesce(data ->> 'reason', 'imported'), recorded_at
  from history where type in ('UserImported', 'UserRejected')`;

const claims = `
  insert into email_claim (email_key, account_id, team_id, reseller_id)
  select email, account_id, team_id, reseller_id from member`;
