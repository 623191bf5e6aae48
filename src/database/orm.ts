import { fileURLToPath } from 'node:url';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import type { EntityClass } from '@mikro-orm/core';
import { PostgresDialect } from 'kysely';
import type pg from 'pg';

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
      path: fileURLToPath(new URL('../../migrations', import.meta.url)),
      glob: 'Migration*.{js,ts}',
      tableName: 'migration',
      snapshot: false,
      silent: true,
    },
    allowGlobalContext: false,
  };
}

/** Brings the database to the newest shape. Safe to run from several processes at once: one works, the others wait. */
export async function migrate(pool: pg.Pool): Promise<void> {
  const guard = await pool.connect();
  try {
    await guard.query(`select pg_advisory_lock(hashtext('reseller-portal migrations'))`);
    const orm = await MikroORM.init(ormOptions(pool));
    await orm.migrator.up();
    await orm.close();
  } finally {
    // Ending the connection releases the lock, whatever state it is in.
    guard.release(true);
  }
}
