import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import type { EntityClass } from '@mikro-orm/core';
import { PostgresDialect } from 'kysely';
import type pg from 'pg';
import { makeQueueTables } from './queue-tables.js';
import { migrations } from '../../migrations/index.js';
import { assertKnownVersion } from './version.js';

const USE_ANOTHER = 'Set DATABASE_URL to a new, empty database.';
const NOT_ALLOWED =
  'The database does not let this role create the tables of the portal, or read which there are. Set DATABASE_OWNER_URL to the role that owns the database, ' +
  'here or once for: npm run portal -- database prepare';

/** MikroORM on the shared pool: it maps the rows that pages read one by one, and runs the migrations. Sets of rows go through SQL. */
export function ormOptions(pool: pg.Pool, entities: EntityClass<unknown>[] = []) {
  return {
    entities,
    dbName: 'shared-pool',
    // Otherwise MikroORM would look for a database of that name, and create one.
    ensureDatabase: false,
    driverOptions: new PostgresDialect({
      pool: { options: pool.options, connect: () => pool.connect(), end: async () => undefined },
    }),
    metadataProvider: ReflectMetadataProvider,
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: {
      migrationsList: migrations,
      allOrNothing: true,
      transactional: true,
      tableName: 'migration',
      snapshot: false,
      silent: true,
    },
    allowGlobalContext: false,
  };
}

/**
 * Creates the schema in an empty database, or upgrades that of an earlier version. Safe to run from several processes at once: one works,
 * the others wait. All migrations are one transaction, so a start that is killed leaves the database as it was.
 * @param whatToDo the advice to the operator about a database of another version
 * @param afterwards what else to do while the others wait
 * @throws Error with a message for the operator, and nothing written, if the database is of another version or the role lacks the rights
 */
export async function migrate(
  pool: pg.Pool,
  whatToDo = USE_ANOTHER,
  afterwards: (client: pg.PoolClient) => Promise<void> = async () => undefined,
): Promise<void> {
  const guard = await pool.connect();
  try {
    await guard.query(`select pg_advisory_lock(hashtext('reseller-portal migrations'))`);
    if ((await assertKnownVersion(guard, whatToDo)) !== 'this') await executeMigrations(pool);
    await makeQueueTables(pool);
    await afterwards(guard);
  } catch (error) {
    throw isNotAllowed(error) ? new Error(NOT_ALLOWED, { cause: error }) : error;
  } finally {
    // Ending the connection releases the lock, whatever state it is in.
    guard.release(true);
  }
}

async function executeMigrations(pool: pg.Pool): Promise<void> {
  // The migrator creates the database that it is given the name of, if it does not exist.
  const { rows } = await pool.query<{ dbName: string }>('select current_database() as "dbName"');
  const orm = await MikroORM.init({ ...ormOptions(pool), ...rows[0] });
  await orm.migrator.up();
  await orm.close();
}

/** SQLSTATE insufficient_privilege. */
const isNotAllowed = (error: unknown) => (error as { readonly code?: unknown }).code === '42501';

/** The advice about an embedded database of another version. */
export function newDatabase(folder: string): string {
  return `Move the folder ${folder} away, or delete it: the next start makes a new database.`;
}
