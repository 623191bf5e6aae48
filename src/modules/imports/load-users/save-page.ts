import type pg from 'pg';
import { pageOutcome, type HaloPerson, type UsersPage } from '../../halo-connector/index.js';
import { emailKey } from '../../teams/index.js';
import type { Roster } from './rosters.js';

/** A list that goes on beyond this, strangers counted, is none: HaloPSA, or what stands in its place, makes it up as it goes. */
const MOST_PEOPLE = 500_000;

/**
 * Saves a page of people together with "the next page is …", so that a crash can neither lose a page nor load one twice.
 *
 * @returns how the list goes on; `stale` when another process has saved this page already
 */
export async function savePage(tx: pg.PoolClient, roster: Roster, page: UsersPage) {
  const locked = await tx.query<{ next_page: number; status: string; received: number; foreign_ids: number }>(
    'select next_page, status, received, foreign_ids from roster where id = $1 for update',
    [roster.id],
  );
  const now = locked.rows[0];
  if (now?.status !== 'loading' || now.next_page !== roster.nextPage) return 'stale';

  const people = await savePeople(tx, roster.id, page.people);
  const own = new Set(page.people.map(({ haloId }) => haloId));
  const foreign = await saveForeign(
    tx,
    roster.id,
    page.ids.filter((id) => !own.has(id)),
  );
  const received = now.received + people;
  const announced = page.rows > 0 && page.announced !== null ? page.announced : roster.announced;
  await tx.query(
    `update roster set next_page = next_page + 1, received = $2, foreign_ids = foreign_ids + $3, announced = $4,
       failed_tries = 0, not_before = null where id = $1`,
    [roster.id, received, foreign, announced],
  );
  const distinctSoFar = received + now.foreign_ids + foreign;
  if (distinctSoFar > MOST_PEOPLE) return 'fault';
  return pageOutcome({ rowsInPage: page.rows, newIds: people + foreign, distinctSoFar, announced });
}

/** @returns how many of them no earlier page had */
async function savePeople(tx: pg.PoolClient, rosterId: string, people: readonly HaloPerson[]): Promise<number> {
  const keys = people.map(({ email }) => (email === null ? undefined : emailKey(email)));
  const problems = people.map(({ email }, i) => {
    if (email === null) return 'no-email';
    return keys[i] === undefined ? 'malformed-email' : null;
  });
  const inserted = await tx.query(
    `insert into roster_person
       (roster_id, halo_id, name, email, email_key, site, inactive, service_account, general_user, problem)
     select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[],
       $9::boolean[], $10::text[])
     on conflict do nothing`,
    [
      rosterId,
      people.map((person) => person.haloId),
      people.map((person) => person.name),
      people.map((person) => person.email),
      keys.map((key) => key ?? null),
      people.map((person) => person.siteName),
      people.map((person) => person.inactive),
      people.map((person) => person.serviceAccount),
      people.map((person) => person.generalUser),
      problems,
    ],
  );
  return inserted.rowCount ?? 0;
}

async function saveForeign(tx: pg.PoolClient, rosterId: string, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  const inserted = await tx.query(
    'insert into roster_foreign_id select $1, unnest($2::bigint[]) on conflict do nothing',
    [rosterId, ids],
  );
  return inserted.rowCount ?? 0;
}

/**
 * All pages are there: marks who has an address that somebody else of the list keeps, and numbers the rows in the order they are shown.
 * The address stays with the lowest HaloPSA id among people who work there, if any.
 */
export async function finishRoster(tx: pg.PoolClient, rosterId: string): Promise<void> {
  await tx.query(
    `update roster_person p set problem = 'duplicate-in-list'
     from (
       select halo_id, row_number() over (partition by email_key order by inactive or service_account or general_user, halo_id) as place
       from roster_person where roster_id = $1 and email_key is not null
     ) same
     where p.roster_id = $1 and p.halo_id = same.halo_id and same.place > 1`,
    [rosterId],
  );
  await tx.query(
    `update roster_person p set seq = ordered.place
     from (
       select halo_id, row_number() over (order by name collate "und-x-icu", halo_id) as place from roster_person where roster_id = $1
     ) ordered
     where p.roster_id = $1 and p.halo_id = ordered.halo_id`,
    [rosterId],
  );
  await tx.query('delete from roster_foreign_id where roster_id = $1', [rosterId]);
}
