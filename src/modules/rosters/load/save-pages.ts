import type pg from 'pg';
import type { Roster } from '../roster.js';
import { addRows } from '../../../database/index.js';
import { FIRST_READING, type HaloPerson, type Reading, type UsersPage } from '../../halo-connector/index.js';
import { mapInSlices } from '../../../shared/in-slices.js';
import { emailKey, hasLookAlikes, searchable, sortKey } from '../../../shared/text/index.js';
import { sortOut, type KnownIds, type RosterReading } from './sort-out.js';

export interface Saved {
  /**
   * `again`: the list changed and is read again from page `at`. `stale`: nothing was saved, because another process was ahead or the load
   * was stopped.
   */
  readonly outcome: 'more' | 'again' | 'end' | 'stale' | 'list-broken' | 'list-too-long' | 'credentials-removed';
  /** number of the next page */
  readonly at: number;
}

interface Locked extends Omit<RosterReading, 'reading'> {
  readonly next_page: number;
  readonly status: Roster['status'];
  readonly reading: Reading | null;
  readonly current: boolean;
}

/**
 * Saves pages of people in one transaction with the number of the next page, so that a crash neither loses a page nor loads one twice.
 * Pages after the one that ends the list are dropped.
 *
 * @param from number of the first of the pages
 */
export async function savePages(
  tx: pg.PoolClient,
  roster: Roster,
  from: number,
  pages: readonly UsersPage[],
): Promise<Saved> {
  const { rows } = await tx.query<Locked>(
    `select next_page, status, received, foreign_ids, announced, reading, rows_left_out as left_out, exists (
         select from halo_credentials c where c.reseller_id = roster.reseller_id and c.version = credentials_version) as current
     from roster where id = $1 for update`,
    [roster.id],
  );
  const [before] = rows;
  const reading = before?.reading ?? FIRST_READING;
  const isNext = before?.next_page === from && reading.n === roster.reading.n;
  if (before?.status !== 'loading' || !isNext) return { outcome: 'stale', at: from };
  if (!before.current) return { outcome: 'credentials-removed', at: from };

  const known = await knownIds(tx, roster.id, pages);
  const sorted = sortOut(pages, from, { ...before, reading }, known);
  await addRows(
    tx,
    'roster_person',
    await mapInSlices(sorted.people, (person) => ({ ...rowOf(roster.id, person), seen_in: reading.n })),
  );
  await addRows(
    tx,
    'roster_foreign_id',
    sorted.foreign.map((id) => ({ roster_id: roster.id, halo_id: id, seen_in: reading.n })),
  );
  if (sorted.again.length > 0) await seenAgain(tx, roster.id, reading.n, sorted.again);
  const at = sorted.outcome === 'again' ? sorted.reading.from : from + sorted.pages;
  await tx.query(
    `update roster set next_page = $2, received = $3, foreign_ids = $4, announced = $5, reading = $6, rows_left_out = $7, unsure = $8,
       failed_tries = 0, not_before = null
     where id = $1`,
    [
      ...[roster.id, at, sorted.received, sorted.foreign_ids, sorted.announced],
      ...[sorted.reading, sorted.left_out, sorted.unsure],
    ],
  );
  return { outcome: OUTCOMES[sorted.outcome], at };
}

const OUTCOMES = {
  more: 'more',
  again: 'again',
  end: 'end',
  fault: 'list-broken',
  'too-long': 'list-too-long',
} as const;

async function seenAgain(
  tx: pg.PoolClient,
  rosterId: string,
  readingNo: number,
  ids: readonly number[],
): Promise<void> {
  for (const table of ['roster_person', 'roster_foreign_id']) {
    await tx.query(`update ${table} set seen_in = $2 where roster_id = $1 and halo_id = any($3::bigint[])`, [
      ...[rosterId, readingNo, ids],
    ]);
  }
}

/** Ids of these pages that earlier pages had as well. */
async function knownIds(tx: pg.PoolClient, rosterId: string, pages: readonly UsersPage[]): Promise<KnownIds> {
  const { rows } = await tx.query<{ halo_id: string; own: boolean; seen_in: number }>(
    `select halo_id, seen_in, true as own from roster_person where roster_id = $1 and halo_id = any($2::bigint[])
     union all select halo_id, seen_in, false from roster_foreign_id where roster_id = $1 and halo_id = any($2::bigint[])`,
    [rosterId, pages.flatMap(({ ids }) => ids)],
  );
  const idsOf = (wanted: boolean) =>
    new Map(
      rows.filter(({ own }) => own === wanted).map(({ halo_id, seen_in }) => [Number(halo_id), seen_in] as const),
    );
  return { own: idsOf(true), foreign: idsOf(false) };
}

/**
 * HaloPSA's ids are unique in `roster_person` and `roster_foreign_id`. The lock on the roster keeps other transactions from writing them.
 */
function rowOf(rosterId: string, person: HaloPerson) {
  const { haloId, name, email, siteName, inactive, serviceAccount, generalUser, technician, prospect } = person;
  const key = email === null ? undefined : emailKey(email);
  return {
    roster_id: rosterId,
    halo_id: haloId,
    name,
    name_key: sortKey(name),
    search: searchable([name, siteName], email),
    look_alikes: hasLookAlikes(name, email),
    email,
    email_key: key ?? null,
    site: siteName,
    inactive,
    service_account: serviceAccount,
    general_user: generalUser,
    technician,
    prospect,
    problem: email === null ? 'no-email' : key === undefined ? 'malformed-email' : null,
  };
}
