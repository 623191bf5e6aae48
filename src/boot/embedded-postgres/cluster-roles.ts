import pg from 'pg';

/**
 * The roles of the embedded PostgreSQL (docs/adr/0019-three-database-roles.md): the superuser creates the other two and their database and
 * is not used again; the owner creates tables; the running portal reads and writes rows.
 */
export const ROLE_KINDS = ['bootstrap', 'owner', 'portal'] as const;
export type RoleKind = (typeof ROLE_KINDS)[number];

export const ROLES: Readonly<Record<RoleKind, string>> = {
  bootstrap: 'bootstrap',
  owner: 'portal_owner',
  portal: 'portal',
};
const DATABASE = 'portal';

export type Passwords = Readonly<Record<RoleKind, string>>;

export function urlOf(kind: RoleKind, password: string, port: number): string {
  const database = kind === 'bootstrap' ? 'postgres' : DATABASE;
  return `postgres://${ROLES[kind]}:${password}@127.0.0.1:${port}/${database}`;
}

/** Runs as the superuser, in an empty cluster. */
export async function makeRoles(passwords: Passwords, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('bootstrap', passwords.bootstrap, port) });
  await client.connect();
  try {
    // Otherwise a failing statement would appear in the server's log together with its password.
    await client.query('set log_min_error_statement = panic');
    for (const kind of ['owner', 'portal'] as const) {
      await client.query(`create role ${ROLES[kind]} login password ${client.escapeLiteral(passwords[kind])}`);
    }
    await client.query(`create database ${DATABASE} owner ${ROLES.owner}`);
  } finally {
    await client.end();
  }
}
