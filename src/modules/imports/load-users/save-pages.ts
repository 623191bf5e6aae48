import type pg from 'pg';
import { pageOutcome, type HaloPerson, type UsersPage } from '../../halo-connector/index.js';
import { emailKey, folded, sortKey } from '../../teams/index.js';
import type { Roster } from './rosters.js';
import { counted } from './verdicts.js';

/** A list that goes on beyond this, strangers counted, is none: HaloPSA, or what stands in its place, makes it up as it goes. */
const MOST_PEOPLE = 500_000;

export interface Saved {
  /** `stale`: another process was here, or the load was stopped, and nothing was saved */
  readonly outcome: 'more' | 'end' | 'stale' | 'list-broken' | 'credentials-removed';
  /** number of the page that is next now */
  readonly at: number;
}

interface Locked {
  readonly next_page: number;
  readonly status: Roster['status'];
  readonly received: number;
  readonly foreign_ids: number;
  readonly announced: number | null;
  readonly current: boolean;
}

/**
 * Saves pages of people together with "the next page is …", so that a crash can neither lose a page nor load one twice. Pages behind the
 * one that ends the list are left away.
 *
 * @param from number of the first of the pages
 */
export async function savePages(
  tx: pg.PoolClient,
  roster: Roster,
  from: number,
  pages: readonly UsersPage[],
): Promise<Saved> {
  // What a crash of PostgreSQL takes back, it takes back whole: those pages are loaded again. So no commit waits for the disk.
  const { rows } = await tx.query<Locked>(
    `select set_config('synchronous_commit', 'off', true), next_page, status, received, foreign_ids, announced, exists (
         select from halo_credentials c where c.reseller_id = roster.reseller_id and c.version = credentials_version) as current
     from roster where id = $1 for update`,
    [roster.id],
  );
  const [before] = rows;
  if (before?.status !== 'loading' || before.next_page !== from) return { outcome: 'stale', at: from };
  if (!before.current) return { outcome: 'credentials-removed', at: from };

  let { received, foreign_ids: foreign, announced } = before;
  let outcome: ReturnType<typeof pageOutcome> = 'more';
  let at = from;
  for (const page of pages) {
    const saved = await savePage(tx, roster.id, page);
    received += saved.people;
    foreign += saved.foreign;
    announced = page.rows > 0 && page.announced !== null ? page.announced : announced;
    at += 1;
    const [newIds, distinctSoFar] = [saved.people + saved.foreign, received + foreign];
    outcome = pageOutcome({ rowsInPage: page.rows, newIds, distinctSoFar, announced });
    if (distinctSoFar > MOST_PEOPLE) outcome = 'fault';
    if (outcome !== 'more') break;
  }
  await tx.query(
    `update roster set next_page = $2, received = $3, foreign_ids = $4, announced = $5, failed_tries = 0, not_before = null
     where id = $1`,
    [roster.id, at, received, foreign, announced],
  );
  return { outcome: outcome === 'fault' ? 'list-broken' : outcome, at };
}

/** @returns how many of its people, and of the others, no earlier page had */
async function savePage(tx: pg.PoolClient, rosterId: string, page: UsersPage) {
  const own = new Set(page.people.map(({ haloId }) => haloId));
  const others = page.ids.filter((id) => !own.has(id));
  return { people: await savePeople(tx, rosterId, page.people), foreign: await saveForeign(tx, rosterId, others) };
}

async function savePeople(tx: pg.PoolClient, rosterId: string, people: readonly HaloPerson[]): Promise<number> {
  if (people.length === 0) return 0;
  const keys = people.map(({ email }) => (email === null ? undefined : emailKey(email)));
  const problems = people.map(({ email }, i) => {
    if (email === null) return 'no-email';
    return keys[i] === undefined ? 'malformed-email' : null;
  });
  const inserted = await tx.query({
    name: 'save-people',
    text: `insert into roster_person
             (roster_id, halo_id, name, name_key, search, email, email_key, site, inactive, service_account, general_user, problem)
           select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
             $9::boolean[], $10::boolean[], $11::boolean[], $12::text[])
           on conflict (roster_id, halo_id) do nothing`,
    values: [
      rosterId,
      people.map((person) => person.haloId),
      people.map((person) => person.name),
      people.map((person) => sortKey(person.name)),
      people.map(({ name, email, siteName }) => folded([name, email, siteName].join('\n'))),
      people.map((person) => person.email),
      keys.map((key) => key ?? null),
      people.map((person) => person.siteName),
      people.map((person) => person.inactive),
      people.map((person) => person.serviceAccount),
      people.map((person) => person.generalUser),
      problems,
    ],
  });
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
 * All pages are there: marks who has an address that somebody else of the list keeps, and counts. The address stays with the lowest
 * HaloPSA id among people who work there, if any.
 */
export async function finishRoster(tx: pg.PoolClient, roster: Roster): Promise<void> {
  await tx.query(
    `update roster_person p set problem = 'duplicate-in-list'
     from (
       select halo_id, row_number() over (partition by email_key order by inactive or service_account or general_user, halo_id) as place
       from roster_person where roster_id = $1 and email_key is not null
     ) same
     where p.roster_id = $1 and p.halo_id = same.halo_id and same.place > 1`,
    [roster.id],
  );
  await counted(tx, roster, null);
  await tx.query('delete from roster_foreign_id where roster_id = $1', [roster.id]);
}
