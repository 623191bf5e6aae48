/*
 * Queries that return the statements to make one table like another: $1 is the existing table, $2 the new one, both as qualified SQL
 * names.
 */

/** Anything on a table that its replacement would lack. */
export const UNCARRIED = `
  select 'a trigger or a foreign key' as what where exists (select from pg_trigger where tgrelid = $1::regclass)
  union all select 'a rule' where exists (select from pg_rewrite where ev_class = $1::regclass)
  union all select 'a policy' where exists (select from pg_policy where polrelid = $1::regclass)
  union all select 'a publication' where exists (select from pg_publication_rel where prrelid = $1::regclass)
  union all select 'statistics of its own' where exists (select from pg_statistic_ext where stxrelid = $1::regclass)
  union all select 'a parent or a child' where exists (select from pg_inherits where $1::regclass in (inhrelid, inhparent))`;

/** Columns, defaults, generated columns, checks, storage. */
export const TABLE = `
  select format('create table %s (like %s including all excluding indexes)', $2::text, $1::text) as statement
  union all
  select format('alter table %s set (%s)', $2::text, array_to_string(reloptions, ', ')) from pg_class
  where oid = $1::regclass and reloptions is not null`;

/** The primary key, by which a projection finds rows to change. */
export const KEY = `
  select format('alter table %s add constraint %I %s', $2::text, conname, pg_get_constraintdef(oid)) as statement from pg_constraint
  where conrelid = $1::regclass and contype = 'p'`;

/**
 * All other indexes, under their own names, and the planner's statistics, which a new table lacks. JSON columns are excluded: no query
 * filters by them, and analyzing them takes as long as everything else.
 */
export const REST = `
  select format('alter table %s add constraint %I %s', $2::text, conname, pg_get_constraintdef(oid)) as statement from pg_constraint
  where conrelid = $1::regclass and contype in ('u', 'x')
  union all
  select replace(pg_get_indexdef(indexrelid), format(' ON %s ', $1::text), format(' ON %s ', $2::text)) from pg_index
  where indrelid = $1::regclass and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
  union all
  select format('analyze %s (%s)', $2::text, string_agg(quote_ident(attname), ', ')) from pg_attribute
  where attrelid = $1::regclass and attnum > 0 and not attisdropped and atttypid <> 'jsonb'::regtype`;

/** Renames a table that has dead rows (VACUUM cannot run in a transaction), so that a new one can take its place. */
export const EMPTIED = `
  select format('alter table %s drop constraint %I', $2::text, conname) as statement from pg_constraint
  where conrelid = $1::regclass and contype = 'p'
  union all
  select format('alter table %s rename to filled', $2::text)`;

/** Copies the live rows into the new one. */
export const MOVED = `
  select format('insert into %s (%s) overriding system value select %2$s from %s.filled', $2::text, columns,
    (select relnamespace::regnamespace from pg_class where oid = $2::regclass)) as statement
  from (select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
    where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '') as given
  union all
  select format('drop table %s.filled', (select relnamespace::regnamespace from pg_class where oid = $2::regclass))`;

const ROLE = `case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end`;
const WITH = `case when is_grantable then ' with grant option' else '' end`;

/** Owner and rights. Query before the swap, run the statements after it, when the new table has the old name. */
export const RIGHTS = `
  with live as (select * from pg_class where oid = $1::regclass), made as (select * from pg_class where oid = $2::regclass),
    differ as (select live.* from live, made where live.relacl is distinct from made.relacl)
  select format('alter table %s owner to %I', $1::text, pg_get_userbyid(live.relowner)) as statement from live, made
  where live.relowner <> made.relowner
  union all
  select format('revoke all on %s from %s', $1::text, role) from (
    select quote_ident(pg_get_userbyid(relowner)) as role from differ
    union select ${ROLE} from made, aclexplode(made.relacl) where exists (select from differ)) as had
  union all
  select format('grant %s on %s to %s%s', privilege_type, $1::text, ${ROLE}, ${WITH})
  from differ, aclexplode(coalesce(relacl, acldefault('r', relowner)))
  union all
  select format('grant %s (%I) on %s to %s%s', privilege_type, attname, $1::text, ${ROLE}, ${WITH})
  from pg_attribute, aclexplode(attacl) where attrelid = $1::regclass and attnum > 0`;
