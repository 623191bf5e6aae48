import type pg from 'pg';
import { projections } from '../../src/app.js';
import { rebuild } from '../../src/event-store/index.js';
import { besideLog, logOf } from '../support/logs.js';
import { emailKey } from '../../src/shared/text/index.js';

/** The invariants of a finished import and everything around it. @throws naming those that are violated */
export async function expectSound(
  pool: pg.Pool,
  importId: string,
  { loaded = true }: { readonly loaded?: boolean } = {},
): Promise<void> {
  // A list that a test wrote into the database was never loaded from HaloPSA.
  const questions = loaded ? { ...OF_IMPORT, ...OF_LOAD } : OF_IMPORT;
  expect(await besideLog(pool, (tx) => wrongs(tx, questions, [importId]))).toEqual({});
  await expectWholeSound(pool);
}

/** The same of many, by their descriptions, that a test wrote into the database. @throws naming each with what does not hold of it */
export async function expectImportsSound(pool: pg.Pool, imports: ReadonlyMap<string, string>): Promise<void> {
  const found: Record<string, unknown> = {};
  await besideLog(pool, async (tx) => {
    for (const [id, what] of imports) {
      const wrong = await wrongs(tx, OF_IMPORT, [id]);
      if (Object.keys(wrong).length > 0) found[what] = wrong;
    }
  });
  expect(found).toEqual({});
  await expectWholeSound(pool);
}

/** @throws where a reseller's credentials are not what the log says last */
export async function expectCredentialsAsLogged(pool: pg.Pool): Promise<void> {
  expect(await besideLog(pool, (tx) => wrongs(tx, CREDENTIALS, []))).toEqual({});
}

/** The invariants of the whole database. @throws naming those that are violated */
export async function expectWholeSound(pool: pg.Pool): Promise<void> {
  await besideLog(pool, async (tx) => {
    expect(await wrongs(tx, OF_ALL, [])).toEqual({});
    await expectOneAccountPerAddress(tx);
  });
}

/** Each question counts what is wrong. */
const OF_IMPORT = {
  'a revision of the stream is missing or double': `
    select abs(count(*) - max(revision) - 1) + abs(count(*) - count(distinct revision)) as n from logged where stream = 'import-' || $1`,
  'the stream does not begin and end as it must': `
    select count(*) filter (where (type = 'ImportStarted') <> (revision = 0)
      or (type in ('ImportCompleted', 'ImportCancelled')) <> (revision = last)) as n
    from logged, (select max(revision) as last from logged where stream = 'import-' || $1) ends where stream = 'import-' || $1`,
  'an item has not exactly its event at its place': `
    select count(*) as n from import_item i
    full join (select * from logged where stream = 'import-' || $1 and type in ('UserImported', 'UserRejected')) e on e.revision = i.n + 1
    where coalesce(i.import_id, $1::uuid) = $1::uuid and not coalesce((e.data ->> 'haloId')::bigint = i.halo_id
      and i.verdict = case e.type when 'UserImported' then 'imported' else e.data ->> 'reason' end
      and e.data ->> 'accountId' is not distinct from i.account_id::text,
      -- Beyond a cancel stand those who were undecided, and red X that are not recorded any more.
      e.id is null and i.verdict is distinct from 'imported'
        and exists (select from logged where stream = 'import-' || $1 and type = 'ImportCancelled'))`,
  'a ticked person has not exactly one outcome': `
    select count(*) as n from roster_person p join roster r on r.id = p.roster_id
    left join (select (data ->> 'haloId')::bigint as halo_id, count(*) as outcomes from logged where stream = 'import-' || $1 group by 1) o
      on o.halo_id = p.halo_id
    where p.roster_id = $1::uuid and p.ticked and r.cancel_requested_at is null and o.outcomes is distinct from 1`,
  'the sum does not hold': `
    select 1 - count(*) as n from import_summary s, (
      select count(*) filter (where type = 'UserImported') as imported, count(*) filter (where type = 'UserRejected') as rejected
      from logged where stream = 'import-' || $1) log
    where s.import_id = $1::uuid and s.status <> 'running' and s.waiting = 0 and s.imported = log.imported and s.rejected = log.rejected
      and s.left_out >= 0 and s.already_in_this_team >= 0
      and s.listed = s.imported + s.rejected + s.already_in_this_team + s.left_out
      and s.listed = (select count(*) from roster_person where roster_id = $1::uuid)`,
  'the people named as left out are not those of the sum': `
    select 1 - count(*) as n from import_summary s, (
      select count(*) filter (where reason <> 'already-in-this-team') as left_out, count(*) filter (where reason = 'already-in-this-team') as already
      from left_out_person where import_id = $1::uuid) named
    where s.import_id = $1::uuid and s.left_out = named.left_out and s.already_in_this_team = named.already`,
  'a person is named as left out who has an event': `
    select count(*) as n from left_out_person p
    join logged e on e.stream = 'import-' || $1 and (e.data ->> 'haloId')::bigint = p.halo_id
    where p.import_id = $1::uuid`,
  'the end does not say what was decided': `
    select 1 - count(*) as n from logged e, (
      select count(*) filter (where type = 'UserImported') as imported, count(*) filter (where type = 'UserRejected') as rejected
      from logged where stream = 'import-' || $1) log
    where e.stream = 'import-' || $1 and e.type in ('ImportCompleted', 'ImportCancelled')
      and (e.data ->> 'imported')::int = log.imported and (e.data ->> 'rejected')::int = log.rejected`,
};

const OF_LOAD = {
  'the load is not in the log exactly once': `
    select abs(1 - count(*)) as n from logged where type = 'UsersLoaded'
      and data ->> 'teamId' = (select team_id::text from roster where id = $1::uuid)`,
};

/** The last word of the log about a reseller's credentials, held against what is stored. */
const CREDENTIALS = {
  'the stored credentials are not those of the log': `
    select count(*) as n from (
      select distinct on (stream) stream, type, data from logged
      where type in ('HaloCredentialsStored', 'HaloCredentialsRemoved') order by stream, revision desc) last
    full join halo_credentials c on last.stream = 'halo-connection-' || c.reseller_id
    where (last.type = 'HaloCredentialsStored') is distinct from (c.reseller_id is not null and last.type is not null)
      or (c.reseller_id is not null and (last.type is null
        or (c.fingerprint, c.base_url, c.client_id) <> (data ->> 'fingerprint', data ->> 'baseUrl', data ->> 'clientId')))`,
  'something staged was never appended': `select count(*) as n from log.outbox`,
};

const OF_ALL = {
  'a revision of a stream is missing or double': `
    select count(*) as n from (
      select from logged group by stream having count(*) <> max(revision) + 1 or count(distinct revision) <> count(*)) wrong`,
  'an event is in the log twice': `select count(*) - count(distinct id) as n from logged`,
  'two events of the log have one position': `select count(*) - count(distinct position) as n from logged`,
  // Positions of the log in PostgreSQL are its own numbers, with leading zeros.
  'a position of the log in PostgreSQL is missing': `
    select coalesce(max(position)::bigint, 0) - count(*) as n from logged where length(position) = 19`,
  'a claim without an account, or an account without a claim': `
    select count(*) as n from email_claim c full join member m on m.account_id = c.account_id and m.team_id = c.team_id
    where c.account_id is null or m.account_id is null`,
  'something staged was never appended': `select count(*) as n from log.outbox`,
};

async function wrongs(tx: pg.PoolClient, questions: Readonly<Record<string, string>>, values: string[]) {
  const found: Record<string, number> = {};
  for (const [what, sql] of Object.entries(questions)) {
    const { rows } = await tx.query<{ n: string | null }>(sql.replaceAll('$1', '$1::text'), values);
    if (rows[0]?.n !== '0') found[what] = Number(rows[0]?.n ?? Number.NaN);
  }
  return found;
}

/** From the log itself, not from what the portal made of it. */
async function expectOneAccountPerAddress(tx: pg.PoolClient): Promise<void> {
  const { rows } = await tx.query<{ email: string; account: string }>(
    `select data -> 'person' ->> 'email' as email, data ->> 'accountId' as account from logged added
     where type in ('UserImported', 'UserAdded')
       and not exists (select from logged where type = 'UserRemoved' and stream = 'account-' || (added.data ->> 'accountId'))`,
  );
  const keys = rows.map(({ email }) => emailKey(email));
  expect(keys).not.toContain(undefined);
  expect(new Set(keys).size).toBe(rows.length);
  expect(new Set(rows.map(({ account }) => account)).size).toBe(rows.length);
}

/** Rebuilds every list from the log, and compares it with the previous rows. */
export async function expectEqualToRebuild(pool: pg.Pool): Promise<void> {
  const store = await logOf(pool);
  const tables = projections.flatMap((projection) => projection.tables);
  const digests = async () => Promise.all(tables.map(async (table) => ({ table, ...(await digestOf(pool, table)) })));
  const before = await digests();
  await rebuild(pool, store, projections);
  expect(await digests()).toEqual(before);
  await store.close();
}

async function digestOf(pool: pg.Pool, table: string) {
  const { rows } = await pool.query<{ rows: number; digest: string | null }>(
    `select count(*)::int as rows, md5(string_agg(t::text, E'\\n' order by t::text)) as digest from ${table} t`,
  );
  return rows[0];
}
