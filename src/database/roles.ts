import type pg from 'pg';

/** What a role may do beyond reading and writing rows. */
export interface Powers {
  readonly name: string;
  readonly superuser: boolean;
  readonly makesRoles: boolean;
  readonly makesDatabases: boolean;
  readonly bypassesPolicies: boolean;
  /** can read or write files on the database's machine, or run programs there */
  readonly touchesFiles: boolean;
}

const POWERS = `
  select rolname as name, rolsuper as superuser, rolcreaterole as "makesRoles", rolcreatedb as "makesDatabases",
    rolbypassrls as "bypassesPolicies",
    exists (select from unnest(array['pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program']) as files (role)
      where pg_has_role(rolname, role, 'member')) as "touchesFiles"
  from pg_roles where rolname = current_user`;

export async function powersOf(pool: pg.Pool): Promise<Powers> {
  const { rows } = await pool.query<Powers>(POWERS);
  if (!rows[0]) throw new Error('The database does not know the role that is connected.');
  return rows[0];
}

/** Why the portal should not run as this role, and what to do; undefined if it may. */
export function whyTooPowerful(role: Powers): string | undefined {
  const may = [
    role.superuser && 'is a superuser',
    role.makesRoles && 'may create roles',
    role.makesDatabases && 'may create databases',
    role.bypassesPolicies && 'bypasses row security',
    // A superuser was reported above.
    role.touchesFiles && !role.superuser && 'may reach files or programs of the server',
  ].filter((power) => power !== false);
  if (may.length === 0) return undefined;
  return `DATABASE_URL: the role ${role.name} ${inWords(may)}, which the portal does not need and an attacker could use.\n${MAKE_ROLES}`;
}

const MAKE_ROLES = `Create two roles, and a database that the first one owns:
  create role portal_owner login password '…';
  create role portal login password '…';
  create database portal owner portal_owner encoding 'UTF8' template template0;
Then name portal in DATABASE_URL and portal_owner in DATABASE_OWNER_URL.`;

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
