import { liveIn, type LivedIn } from '../../bench/lived-in.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/**
 * A database that was in use for some time: other lists, their members and their history, all of it seen by ANALYZE. What comes afterwards
 * is unknown to the planner for as long as a test likes: autovacuum leaves these tables alone.
 */
export async function createLivedInDatabase(amount: LivedIn): Promise<TestDatabase> {
  const db = await createTestDatabase();
  const { rows } = await db.pool.query<{ name: string }>(
    `select format('%s.%I', relnamespace::regnamespace, relname) as name from pg_class where relkind = 'r' and relnamespace in ('public'::regnamespace, 'log'::regnamespace)`,
  );
  for (const { name } of rows) await db.pool.query(`alter table ${name} set (autovacuum_enabled = false)`);
  await liveIn(db.pool, amount);
  return db;
}
