import type pg from 'pg';

/**
 * The rights that a role still lacks to run the portal, as statements. The role reads and writes rows and owns no table. It may only insert
 * into the log, and only read which migrations were executed.
 */
const MISSING = `
  select format('grant usage on schema %I to %I', nspname, $1::text) as statement
  from pg_namespace where nspname in (current_schema(), 'log', 'pgboss') and not has_schema_privilege($1, oid, 'usage')
  union all
  select format('grant %s on %I.%I to %I', string_agg(privilege, ', '), nspname, relname, $1::text)
  from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  cross join unnest(case
    when nspname = 'log' and relname = 'event' then array['select', 'insert']
    when nspname = current_schema() and relname = 'migration' then array['select']
    else array['select', 'insert', 'update', 'delete']
  end) as privilege
  where nspname in (current_schema(), 'log', 'pgboss') and relkind in ('r', 'p')
    and not has_table_privilege($1, pg_class.oid, privilege)
  group by nspname, relname`;

/** Grants a role the rights that it lacks to run the portal, and writes nothing otherwise. @param owner a connection as the owner of the tables */
export async function grantRows(owner: pg.PoolClient, role: string): Promise<void> {
  await owner.query('begin');
  const { rows } = await owner.query<{ statement: string }>(MISSING, [role]);
  for (const { statement } of rows) await owner.query(statement);
  await owner.query('commit');
}
