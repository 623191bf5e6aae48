import type { Config } from '../config.js';
import { assertUsable, createPool, migrate, newDatabase, startEmbeddedPostgres } from '../database/index.js';
import { PostgresEventStore } from '../event-store/index.js';
import { holdDataDir } from '../start/data-dir.js';
import type { Portal } from './command.js';

/** Connections that a command needs: one for each projection that it rebuilds, and one that reads the log beside them. */
const CONNECTIONS = 7;

/**
 * Opens what the portal works on: the database of DATABASE_URL, beside portals that run, or the embedded one, which belongs to one process
 * at a time. Brings it to the newest shape, as a start does.
 * @throws Error naming the portal that has to be stopped first
 */
export async function withPortal<T>(config: Config, work: (portal: Portal) => Promise<T>): Promise<T> {
  if (config.databaseUrl) return connected(config, config.databaseUrl, work);
  const letGo = await holdDataDir(config.dataDir);
  try {
    const postgres = await startEmbeddedPostgres(config.dataDir);
    return await connected(config, postgres.url, work, newDatabase(postgres.folder)).finally(postgres.stop);
  } finally {
    await letGo();
  }
}

async function connected<T>(
  config: Config,
  url: string,
  work: (portal: Portal) => Promise<T>,
  whatToDo?: string,
): Promise<T> {
  const pool = createPool(url, CONNECTIONS);
  try {
    await assertUsable(pool);
    await migrate(pool, whatToDo);
    const store = new PostgresEventStore(pool);
    return await work({ config, pool, store }).finally(() => store.close());
  } finally {
    await pool.end();
  }
}
