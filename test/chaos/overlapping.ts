import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** The i-th of several lists, each with half of its people in common with the next one. Its import is requested. */
export async function requestedImport(pool: pg.Pool, i: number, people: number): Promise<string> {
  const id = randomUUID();
  const metadata = { resellerId: randomUUID(), actor: { id: randomUUID(), role: 'admin' }, correlationId: 'test' };
  await pool.query(
    `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, load_metadata, credentials_version,
       status, received, import_metadata)
     values ($1, $2, $3, 'client', 1, 'Overlapping', $4, $5, 'loaded', $6, $4)`,
    [id, metadata.resellerId, randomUUID(), metadata, randomUUID(), people],
  );
  await pool.query(
    `insert into roster_person
       (roster_id, halo_id, name, name_key, email, email_key, site, inactive, service_account, general_user, ticked)
     select $1, n, 'Person ' || n, 'person ' || n, 'p' || n + $3 || '@x.example', 'p' || n + $3 || '@x.example', '', false, false, false, true
     from generate_series(1, $2::int) n`,
    [id, people, (i * people) / 2],
  );
  await pool.query('update roster set import_requested_at = now() where id = $1', [id]);
  return id;
}
