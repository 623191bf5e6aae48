import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { FIRST_NAMES, LAST_NAMES } from './names.js';
import { fillRoster } from './roster-rows.js';

/** A reseller with a history of this many people, half from one import and half from imports of fifty each, and a list of as many. */
export interface LargeHistory {
  readonly resellerId: string;
  readonly people: number;
  readonly roster: string;
  /** the import that has half of the people */
  readonly largestImport: string;
  /** an import in the middle: about as many are older as are newer */
  readonly middleImport: string;
  /** the Team of the largest import, which has more than half of the people */
  readonly team: string;
  /** the account of one of its people */
  readonly account: string;
  /** the address of person n, from 1 on */
  readonly addressOf: (n: number) => string;
  /** the first word of the name of person n and of four others */
  readonly rareWordOf: (n: number) => string;
}

const TEAMS = 20;
const OF_SMALL_IMPORT = 50;

/**
 * Fills the tables behind the history pages in one go, with the rows that the projections would write. Names are as common and rare as in
 * real data (one in seven starts with "jo"). No name that starts with "el" contains a word in "wo", although there are many of both.
 */
export async function fillHistory(pool: pg.Pool, people: number, after: number): Promise<LargeHistory> {
  const resellerId = randomUUID();
  const values = [resellerId, people, after];
  const ids = Array.from({ length: 1 + Math.ceil(people / 2 / OF_SMALL_IMPORT) }, () => randomUUID());
  await pool.query(teams, [resellerId, TEAMS]);
  await pool.query(entries, [...values, TEAMS, FIRST_NAMES, LAST_NAMES, ids, OF_SMALL_IMPORT]);
  await pool.query(words, [resellerId]);
  await pool.query(parts, [resellerId]);
  await pool.query(decided, [resellerId]);
  for (const statement of [imports, ends, sources, sums, intervals]) await pool.query(statement, [resellerId]);
  const { rows } = await pool.query<{ id: string; team: string; account: string }>(
    `select import_id as id, team_id as team,
       (select account_id from history where stream = 'import-' || import_id and type = 'UserImported' order by revision limit 1) as account
     from import_summary where reseller_id = $1 order by position`,
    [resellerId],
  );
  return {
    ...{ resellerId, people },
    roster: await fillRoster(pool, resellerId, people),
    largestImport: rows[0]?.id ?? '',
    team: rows[0]?.team ?? '',
    account: rows[0]?.account ?? '',
    middleImport: rows[Math.floor(rows.length * 0.55)]?.id ?? '',
    addressOf: (n) => `person.${n}@${resellerId}.example`,
    rareWordOf: (n) => `rare${Math.floor(n / 5)}x`,
  };
}

/** Building an index over all rows is faster than maintaining it row by row. */
export async function withoutIndexes<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename in ('history', 'history_word', 'history_address_part', 'import_summary', 'decided_person', 'member_interval') and indexname not like '%\\_pkey'`,
  );
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  const done = await work();
  for (const { definition } of rows) await pool.query(definition);
  return done;
}

const teams = `
  insert into team (id, reseller_id, name, name_key, added_at)
  select gen_random_uuid(), $1::uuid, 'Team ' || n, 'team ' || n, now() from generate_series(1, $2::integer) n`;

/** $3 is the index of the first entry: the odd ones are people, the even ones ends of imports. Every hundredth person has a name that only four others have. */
const entries = `
  insert into history (position, reseller_id, team_id, stream, revision, type, actor_id, actor_role, recorded_at, person, address, data)
  select lpad(($3::integer + 2 * n - 1)::text, 19, '0'), $1::uuid, teams[1 + number % $4::integer], 'import-' || import_id,
    case number when 0 then n else (n - $2::integer / 2 - 1) % $8::integer + 1 end,
    case when n % 20 = 0 then 'UserRejected' else 'UserImported' end, $1, 'admin', now() - (($2::integer - n) || ' seconds')::interval,
    jsonb_build_object('name', first || ' ' || case when first like 'El%' and last like 'Wo%' then 'Young' else last end,
      'email', email, 'site', 'Main site'),
    email,
    jsonb_build_object('importId', import_id, 'teamId', teams[1 + number % $4::integer], 'n', n, 'haloId', n)
      || case when n % 20 = 0 then '{"reason": "already-has-account"}' else jsonb_build_object('accountId', gen_random_uuid()) end
  from (
    select n, number, ($7::uuid[])[1 + number] as import_id, 'person.' || n || '@' || $1 || '.example' as email,
      case when n % 100 < 5 then 'Rare' || n / 5 || 'x' else ($5::text[])[1 + floor(power(random(), 2) * cardinality($5::text[]))::integer] end as first,
      ($6::text[])[1 + floor(power(random(), 2) * cardinality($6::text[]))::integer] as last
    from generate_series(1, $2::integer) n,
      lateral (select case when n <= $2::integer / 2 then 0 else 1 + (n - $2::integer / 2 - 1) / $8::integer end as number) as import
  ) as person, (select array_agg(id) as teams from team where reseller_id = $1::uuid) as own`;

const words = `
  insert into history_word (reseller_id, word, rest, position)
  select reseller_id, word, rest, position
  from (select *, string_to_array(lower(person ->> 'name'), ' ') as name from history where reseller_id = $1) as entry,
    lateral (values (name[1], name[2]), (name[2], name[1])) as pair (word, rest)`;

/** What `partsOf` returns for "person.7@11111111-2222-3333-4444-555555555555.example": a part after each dot, hyphen and @. */
const parts = `
  insert into history_address_part (reseller_id, part, position)
  select reseller_id, substr(address, start), position
  from history, lateral (select strpos(address, '@') as at) as sign,
    lateral (values (8), (at + 1), (at + 10), (at + 15), (at + 20), (at + 25)) as begins (start)
  where reseller_id = $1`;

const decided = `
  insert into decided_person (import_id, revision, position, rejected, name_key, search)
  select substr(stream, 8)::uuid, revision, position, type = 'UserRejected', lower(person ->> 'name'),
    lower(concat_ws(E'\\n', person ->> 'name', person ->> 'site', person ->> 'email'))
  from history where reseller_id = $1`;

const imports = `
  insert into import_summary (import_id, reseller_id, team_id, group_kind, group_id, group_name, actor_id, started_at, ended_at, status,
    position, last_position, listed, to_decide, already_in_this_team, left_out, imported, rejected, rejected_by_reason)
  select substr(stream, 8)::uuid, $1::uuid, team_id, 'client', 1, 'Bench', $1, min(recorded_at), max(recorded_at), 'completed',
    min(position), max(position), count(*), count(*), 0, 0, count(*) filter (where type = 'UserImported'),
    count(*) filter (where type = 'UserRejected'), jsonb_build_object('already-has-account', count(*) filter (where type = 'UserRejected'))
  from history where reseller_id = $1::uuid group by stream, team_id`;

/** How each import ended, at the time of its last person. */
const ends = `
  insert into history (position, reseller_id, team_id, stream, revision, type, actor_id, actor_role, recorded_at, data)
  select lpad((last_position::integer + 1)::text, 19, '0'), reseller_id, team_id, 'import-' || import_id, listed + 1, 'ImportCompleted', actor_id, 'admin',
    ended_at, jsonb_build_object('importId', import_id, 'teamId', team_id, 'imported', imported, 'rejected', rejected)
  from import_summary where reseller_id = $1`;

const sources = `
  insert into import_source (import_id, source) select import_id, group_kind || ':' || group_id from import_summary where reseller_id = $1`;

/** For each combination of what the imports can be filtered by; '' is all. */
const sums = `
  insert into import_sum (reseller_id, team, actor, source, quarter, imported, rejected)
  select reseller_id, coalesce(team_id::text, ''), coalesce(actor_id, ''), coalesce(source, ''), quarter,
    count(*) filter (where type = 'UserImported'), count(*) filter (where type = 'UserRejected')
  from (select reseller_id, team_id, actor_id, 'client:1' as source, type,
      date_bin('15 minutes', recorded_at, '2000-01-01') as quarter from history where reseller_id = $1 and person is not null) as decided
  group by reseller_id, quarter, cube (team_id, actor_id, source)`;

const intervals = `
  insert into member_interval (account_id, since_position, team_id, reseller_id, since, name, email, name_key, search, import_id, added_by, added_at)
  select account_id, position, team_id, reseller_id, recorded_at, person ->> 'name', person ->> 'email', lower(person ->> 'name'),
    lower(concat_ws(E'\\n', person ->> 'name', person ->> 'email')), (data ->> 'importId')::uuid, actor_id, recorded_at
  from history where reseller_id = $1 and type = 'UserImported'`;
