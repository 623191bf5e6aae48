// One embedded PostgreSQL for the whole run; every test file makes its own database from the migrated template (test/support/database.ts).
import { scratchDataDir } from './scratch.mjs';

export default async function setup() {
  if (process.env.TEST_POSTGRES_URL) return;
  const { createPool, migrate, startEmbeddedPostgres } = await import('../../dist/src/database/index.js');
  const scratch = await scratchDataDir();
  globalThis.testPostgres = { scratch };
  try {
    const settings = { fsync: 'off', max_connections: '200' };
    const postgres = await startEmbeddedPostgres(scratch.dataDir, { settings });
    globalThis.testPostgres = { scratch, postgres };
    const admin = createPool(postgres.url, 1);
    await admin.query('create database template_portal').finally(() => admin.end());
    const pool = createPool(postgres.url.replace(/\/postgres$/, '/template_portal'), 4);
    await migrate(pool).finally(() => pool.end());
    process.env.TEST_POSTGRES_URL = postgres.url;
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
