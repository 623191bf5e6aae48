import { startEmbeddedPostgres } from '../boot/embedded-postgres/index.js';
import { projections } from '../app.js';
import type { Config } from '../config.js';
import { assertUsable, createPool, newDatabase, prepareDatabase } from '../database/index.js';
import { openLog, type EventStore } from '../event-store/index.js';
import { holdDataDir } from '../boot/data-dir.js';
import type { Portal, RunsAs } from './command.js';

/** The connections that a command needs: one per projection that it rebuilds, and one that reads the log. */
const CONNECTIONS = projections.length + 1;

interface Addresses {
  readonly url: string;
  readonly ownerUrl: string | undefined;
}

/**
 * Opens the portal's database: that of DATABASE_URL, which running portals may use too, or the embedded one, which belongs to one process
 * at a time. Creates missing tables, as a start does.
 * @throws Error naming the portal that has to be stopped first
 */
export async function withPortal<T>(
  config: Config,
  runsAs: RunsAs | undefined,
  work: (portal: Portal) => Promise<T>,
): Promise<T> {
  const { databaseUrl: url, databaseOwnerUrl: ownerUrl } = config;
  if (url) return connected(config, { url, ownerUrl }, runsAs, work);
  const letGo = await holdDataDir(config.dataDir);
  try {
    const postgres = await startEmbeddedPostgres(config.dataDir);
    return await connected(config, postgres, runsAs, work, newDatabase(postgres.folder)).finally(postgres.stop);
  } finally {
    await letGo();
  }
}

async function connected<T>(
  config: Config,
  { url, ownerUrl }: Addresses,
  runsAs: RunsAs | undefined,
  work: (portal: Portal) => Promise<T>,
  whatToDo?: string,
): Promise<T> {
  const portal = createPool(url, CONNECTIONS);
  const owner = runsAs === 'owner' && ownerUrl ? createPool(ownerUrl, CONNECTIONS) : undefined;
  try {
    await assertUsable(portal);
    await prepareDatabase(portal, ownerUrl, whatToDo);
    const pool = owner ?? portal;
    let opened: Promise<EventStore> | undefined;
    const log = () => (opened ??= openLog({ pool, url: config.eventStoreUrl }));
    return await work({ config, pool, log }).finally(async () => (await opened?.catch(() => undefined))?.close());
  } finally {
    await portal.end();
    await owner?.end();
  }
}
