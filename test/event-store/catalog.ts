import type pg from 'pg';

/** What PostgreSQL's catalog says of tables, without the numbers that it gives to them. */
export async function catalogOf(pool: pg.Pool, tables: readonly string[]): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of tables) {
    const parts = Object.entries(QUESTIONS).map(async ([what, sql]) => [what, (await pool.query(sql, [table])).rows]);
    found[table] = Object.fromEntries(await Promise.all(parts)) as unknown;
  }
  found['schemas'] = (await pool.query('select nspname from pg_namespace order by 1')).rows;
  return found;
}

const acl = (of: string) =>
  `array(select format('%s %s %s', grantee::regrole, privilege_type, is_grantable) from aclexplode(${of}) order by 1)`;

const QUESTIONS = {
  table: `select relnamespace::regnamespace::text, relowner::regrole::text, relkind, relpersistence, reloptions, relrowsecurity, relreplident,
      ${acl(`coalesce(relacl, acldefault('r', relowner))`)} as privileges
    from pg_class where oid = $1::regclass`,
  columns: `select attnum, attname, format_type(atttypid, atttypmod), attnotnull, attgenerated, attidentity, attstorage, attcollation::regcollation::text,
      ${acl('attacl')} as privileges, pg_get_expr(adbin, adrelid) as given
    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid = $1::regclass and attnum > 0 order by 1`,
  constraints: `select conname, contype, pg_get_constraintdef(oid), convalidated from pg_constraint where conrelid = $1::regclass order by 1`,
  indexes: `select pg_get_indexdef(indexrelid), indisunique, indisprimary, indisvalid, indisready, reloptions
    from pg_index join pg_class on pg_class.oid = indexrelid where indrelid = $1::regclass order by 1`,
};
