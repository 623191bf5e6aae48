import pg from 'pg';

const OLDEST = 15;

/**
 * Checks that the portal can use the operator's database.
 * @param setting the setting that names it
 * @throws Error saying what to set, without revealing a password
 */
export async function assertUsable(pool: pg.Pool, setting = 'DATABASE_URL'): Promise<void> {
  const { rows } = await pool
    .query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`,
    )
    .catch((error: unknown) => {
      throw new Error(`${setting}: ${whyNot(error)}`);
    });
  const { version = 0, encoding } = rows[0] ?? {};
  if (version < OLDEST)
    throw new Error(`${setting}: the portal needs PostgreSQL ${OLDEST} or newer, this is ${version}.`);
  if (encoding !== 'UTF8') {
    throw new Error(
      `${setting}: the database has the encoding ${encoding}. Make one with: create database … encoding 'UTF8'.`,
    );
  }
}

function whyNot(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message } = first as NodeJS.ErrnoException;
  if (code === '28P01' || code === '28000') return 'the database refuses this user or password.';
  if (code === '3D000') return 'there is no database of that name.';
  return `the database cannot be reached (${code ?? message}).`;
}
