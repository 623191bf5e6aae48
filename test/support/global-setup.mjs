// One embedded PostgreSQL for the whole run; every test file makes its own database from the migrated template (test/support/database.ts).
import { scratchDataDir } from './scratch.mjs';

export default async function setup() {
  if (process.env.TEST_POSTGRES_URL) return;
  const { createPool, prepareDatabase } = await import('../../dist/src/database/index.js');
  const { startEmbeddedPostgres } = await import('../../dist/src/boot/embedded-postgres/index.js');
  const scratch = await scratchDataDir();
  globalThis.testPostgres = { scratch };
  try {
    const settings = { fsync: 'off', max_connections: '200' };
    const postgres = await startEmbeddedPostgres(scratch.dataDir, { settings });
    globalThis.testPostgres = { scratch, postgres };
    const bootstrapUrl = await postgres.bootstrapUrl();
    const admin = createPool(bootstrapUrl, 1);
    await admin.query('create database template_portal owner portal_owner').finally(() => admin.end());
    const [portalUrl, ownerUrl] = [postgres.url, postgres.ownerUrl].map((url) => new URL('/template_portal', url).href);
    const pool = createPool(portalUrl, 2);
    await prepareDatabase(pool, ownerUrl).finally(() => pool.end());
    process.env.TEST_POSTGRES_PORTAL_URL = portalUrl;
    process.env.TEST_POSTGRES_OWNER_URL = ownerUrl;
    process.env.TEST_POSTGRES_URL = bootstrapUrl;
  } catch (error) {
    await tidyUp();
    throw error;
  }
}

export async function tidyUp() {
  const { postgres, scratch } = globalThis.testPostgres ?? {};
  await postgres?.stop();
  await scratch?.remove();
}
