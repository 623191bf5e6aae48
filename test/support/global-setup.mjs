// One embedded PostgreSQL for the whole run; every test file makes its own database from the migrated template (test/support/database.ts).
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function setup() {
  if (process.env.TEST_POSTGRES_URL) return;
  const { createPool, migrate, startEmbeddedPostgres } = await import('../../dist/src/database/index.js');
  const folder = await mkdtemp(join(tmpdir(), 'portal-test-'));
  const postgres = await startEmbeddedPostgres(folder, { fsync: 'off', max_connections: '200' });
  globalThis.testPostgres = { postgres, folder };
  const admin = createPool(postgres.url, 1);
  await admin.query('create database template_portal');
  await admin.end();
  const pool = createPool(postgres.url.replace(/\/postgres$/, '/template_portal'), 4);
  await migrate(pool);
  await pool.end();
  process.env.TEST_POSTGRES_URL = postgres.url;
}
