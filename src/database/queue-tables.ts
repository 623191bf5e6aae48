import { PgBoss } from 'pg-boss';
import type pg from 'pg';

/** Makes the tables of pg-boss, or brings them to the shape that its installed version expects. Writes nothing where they have it. */
export async function makeQueueTables(pool: pg.Pool): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
    schedule: false,
    supervise: false,
  });
  // Without a listener, an error that pg-boss reports would end the process. What stops the start is thrown as well.
  boss.on('error', () => undefined);
  await boss.start();
  await boss.stop({ graceful: false, close: false });
}
