import type pg from 'pg';

/** Most sites that a list offers as a filter: those with the most people. The others are found by the search. */
const MOST_SITES = 100;

/** The sites of a loaded list, with the number of people at each. They do not change while the list exists. */
export async function noteSites(tx: pg.PoolClient, rosterId: string): Promise<void> {
  await tx.query(
    `update roster set sites = (
       select coalesce(jsonb_agg(jsonb_build_array(site, people) order by lower(site), site), '[]')
       from (select site, count(*)::int as people from roster_person where roster_id = $1 and site <> ''
             group by site order by count(*) desc, site limit ${MOST_SITES}) most)
     where id = $1`,
    [rosterId],
  );
}
