import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createPool } from '../../src/database/index.js';

export interface TestDatabase {
  /** of the superuser, with which a test looks and changes what it likes */
  readonly url: string;
  readonly pool: pg.Pool;
  /** of the role that a portal runs as */
  readonly portalUrl: string;
  readonly portalPool: pg.Pool;
  /** of the role that owns the tables */
  readonly ownerUrl: string;
  readonly drop: () => Promise<void>;
}

/** A database of its own for a test file, migrated already. Call `drop` in afterAll. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const base = process.env['TEST_POSTGRES_URL'];
  if (!base) throw new Error('TEST_POSTGRES_URL is not set: run the tests with npm test or npm run jest.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(base, `create database ${name} owner portal_owner template template_portal strategy file_copy`);
  const [url, portalUrl, ownerUrl] = [base, addressOf('PORTAL'), addressOf('OWNER')].map((address) => {
    return new URL(`/${name}`, address).href;
  }) as [string, string, string];
  const [pool, portalPool] = [createPool(url), createPool(portalUrl)];
  return {
    ...{ url, pool, portalUrl, portalPool, ownerUrl },
    drop: async () => {
      await Promise.all([pool.end(), portalPool.end()]);
      await administer(base, `drop database if exists ${name} with (force)`);
    },
  };
}

function addressOf(role: 'PORTAL' | 'OWNER'): string {
  return process.env[`TEST_POSTGRES_${role}_URL`] ?? '';
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Two copies of one template at a time are refused by PostgreSQL ("source database is being accessed by other users").
    await client.query('select pg_advisory_lock(1)');
    await client.query(sql);
  } finally {
    await client.end();
  }
}
