import type pg from 'pg';

/** The last event of an import. */
interface End {
  readonly revision: number;
  readonly recordedAt: Date;
}

/**
 * Notes in the database that the log has the end of an import, and in the same statement names those who have no event since it was
 * cancelled before their turn. Running it again changes nothing.
 */
export async function noteEnd(pool: pg.Pool, importId: string, { revision, recordedAt }: End): Promise<void> {
  // The people of a list are deleted some hours after the end of its import (KEEP_LISTS_HOURS).
  await pool.query(
    `with ended as (update roster set import_ended_at = $2 where id = $1 and import_ended_at is null returning id)
     insert into left_out_person (import_id, halo_id, reason, name, name_key, email, site, search)
     select i.import_id, i.halo_id, 'cancelled-before', p.name, p.name_key, p.email, p.site, p.search
     from ended
     join import_item i on i.import_id = ended.id and i.n >= $3
     join roster_person p on p.roster_id = i.import_id and p.halo_id = i.halo_id
     on conflict do nothing`,
    // Before the end are ImportStarted and an event for each of the first n people.
    [importId, recordedAt, revision - 1],
  );
}
