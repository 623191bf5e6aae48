import type pg from 'pg';
import { grantRows } from './grants.js';
import { migrate } from './orm.js';
import { createPool } from './pool.js';
import { powersOf } from './roles.js';
import { assertUsable } from './usable.js';

/** Migrations need one connection to hold the lock and one to work on. */
const CONNECTIONS = 3;

/**
 * Creates the schema in an empty database and grants the portal's role its rights. Connects as the owner, or as the portal's role if no
 * owner is given.
 * @param pool connects as the portal's role
 * @param whatToDo the advice to the operator about a database of another version
 * @throws Error with a message for the operator
 */
export async function prepareDatabase(pool: pg.Pool, ownerUrl: string | undefined, whatToDo?: string): Promise<void> {
  if (!ownerUrl) return migrate(pool, whatToDo);
  const owner = createPool(ownerUrl, CONNECTIONS);
  try {
    await assertUsable(owner, 'DATABASE_OWNER_URL');
    await assertSame(pool, owner);
    const { name } = await powersOf(pool);
    await migrate(owner, whatToDo, (client) => grantRows(client, name));
  } finally {
    await owner.end();
  }
}

/** Compares the databases themselves: two different URLs can reach the same server. */
async function assertSame(pool: pg.Pool, owner: pg.Pool): Promise<void> {
  const [one, other] = await Promise.all([pool, owner].map(identityOf));
  if (one !== other) {
    throw new Error('DATABASE_URL and DATABASE_OWNER_URL name different databases. Name the same one in both.');
  }
}

/** Identifies the server and the database in it. */
async function identityOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `select (pg_control_system()).system_identifier || ' ' || oid as id from pg_database where datname = current_database()`,
  );
  return rows[0]?.id ?? '';
}
