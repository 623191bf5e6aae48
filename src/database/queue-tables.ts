import { PgBoss } from 'pg-boss';
import type pg from 'pg';

/** Creates pg-boss's tables, or migrates them to its installed version. Writes nothing if they are current. */
export async function makeQueueTables(pool: pg.Pool): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
    schedule: false,
    supervise: false,
  });
  // Without a listener, an error event of pg-boss would crash the process. Errors that prevent the start are thrown as well.
  boss.on('error', () => undefined);
  await boss.start();
  await boss.stop({ graceful: false, close: false });
}
