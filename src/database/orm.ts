import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import type { EntityClass } from '@mikro-orm/core';
import { PostgresDialect } from 'kysely';
import type pg from 'pg';
import { assertThisVersion, MIGRATIONS } from './version.js';

const USE_ANOTHER = 'Set DATABASE_URL to a new, empty database.';

/** MikroORM on the shared pool: it maps the rows that pages read one by one, and runs the migrations. Sets of rows go through SQL. */
export function ormOptions(pool: pg.Pool, entities: EntityClass<unknown>[] = []) {
  return {
    entities,
    dbName: 'shared-pool',
    driverOptions: new PostgresDialect({
      pool: { options: pool.options, connect: () => pool.connect(), end: async () => undefined },
    }),
    metadataProvider: ReflectMetadataProvider,
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: {
      path: MIGRATIONS,
      allOrNothing: true,
      transactional: true,
      glob: 'Migration*.{js,ts}',
      tableName: 'migration',
      snapshot: false,
      silent: true,
    },
    allowGlobalContext: false,
  };
}

/**
 * Gives an empty database its shape. Safe to run from several processes at once: one works, the others wait. All migrations are one
 * transaction, so that a start which is killed leaves the database empty, and the next one begins again.
 * @param where what to do about a database of another version, in words
 * @throws Error in words for a database of another version, with nothing written
 */
export async function migrate(pool: pg.Pool, where = USE_ANOTHER): Promise<void> {
  const guard = await pool.connect();
  try {
    await guard.query(`select pg_advisory_lock(hashtext('reseller-portal migrations'))`);
    await assertThisVersion(guard, where);
    const orm = await MikroORM.init(ormOptions(pool));
    await orm.migrator.up();
    await orm.close();
  } finally {
    // Ending the connection releases the lock, whatever state it is in.
    guard.release(true);
  }
}

/** What to do about the embedded database of another version. */
export function newDatabase(folder: string): string {
  return `Move the folder ${folder} away, or delete it: the next start makes a new database.`;
}
