import type pg from 'pg';
import { grantRows } from './grants.js';
import { migrate } from './orm.js';
import { createPool } from './pool.js';
import { powersOf } from './roles.js';
import { assertUsable } from './usable.js';

/** Migrations take one connection to hold the lock, and one to work on. */
const CONNECTIONS = 3;

/**
 * Gives an empty database its shape, and the portal's role its rights, as the owner; without an owner's address, as the portal's own role.
 * @param pool of the portal's role
 * @param whatToDo about a database of another version, in words
 * @throws Error in words
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

/** By name and by what is in it: an address can reach the same server in several ways. */
async function assertSame(pool: pg.Pool, owner: pg.Pool): Promise<void> {
  const [one, other] = await Promise.all([pool, owner].map(identityOf));
  if (one !== other) {
    throw new Error('DATABASE_URL and DATABASE_OWNER_URL name different databases. Name the same one in both.');
  }
}

/** When the server was set up, and which of its databases this is. */
async function identityOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `select (pg_control_system()).system_identifier || ' ' || oid as id from pg_database where datname = current_database()`,
  );
  return rows[0]?.id ?? '';
}
