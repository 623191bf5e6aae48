import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { FIRST_NAMES, LAST_NAMES } from './names.js';

/** A loaded list of this many people, of whom one in twenty already has an account. @returns its id */
export async function fillRoster(pool: pg.Pool, resellerId: string, people: number): Promise<string> {
  const id = randomUUID();
  const metadata = { resellerId, actor: { id: randomUUID(), role: 'admin' }, correlationId: 'bench' };
  await pool.query(roster, [id, resellerId, metadata, people]);
  await pool.query(persons, [id, people, FIRST_NAMES, LAST_NAMES]);
  await pool.query(claims, [id]);
  await pool.query(counts, [id]);
  return id;
}

const roster = `
  insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, load_metadata, credentials_version, status, received, judged_at)
  select $1::uuid, $2::uuid, id, 'client', 1, 'Bench', $3, $1::uuid, 'loaded', $4, now() from team where reseller_id = $2::uuid limit 1`;

const persons = `
  insert into roster_person (roster_id, halo_id, name, name_key, search, email, email_key, site, inactive, service_account, general_user, claimed)
  select $1::uuid, n, name, lower(name), lower(name) || E'\\n' || email || E'\\nmain site', email, email, 'Main site', false, false, false,
    case when n % 20 = 0 then 'already-has-account' end
  from generate_series(1, $2::integer) n, lateral (select n || '.listed@' || $1 || '.example' as email,
    ($3::text[])[1 + floor(power(random(), 2) * cardinality($3::text[]))::integer] || ' '
      || ($4::text[])[1 + (n + floor(power(random(), 2) * cardinality($4::text[]))::integer) % cardinality($4::text[])] as name) person`;

const claims = `
  insert into email_claim (email_key, account_id, team_id, reseller_id)
  select email_key, gen_random_uuid(), gen_random_uuid(), gen_random_uuid() from roster_person where roster_id = $1 and claimed is not null`;

const counts = `
  update roster set importable = received - received / 20, select_all = received - received / 20, blocked = received / 20 where id = $1`;
