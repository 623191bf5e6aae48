import { randomBytes, randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type pg from 'pg';
import { createPortal } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { createPool } from '../../src/database/index.js';
import { EventStore, ProjectionRunner } from '../../src/event-store/index.js';
import { Jobs } from '../../src/jobs/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { CHAOS_LOG, loggedIn, type OpenedLog } from '../support/logs.js';
import { until } from '../support/portal.js';
import { expectSound } from './invariants.js';
import { requestedImport } from './overlapping.js';
import { PATIENCE_MS } from '../support/patience.js';

const PORTALS = 8;
const PEOPLE = 300;

let db: TestDatabase;
let log: OpenedLog;
const portals: { app: NestExpressApplication; pool: pg.Pool }[] = [];
beforeAll(async () => {
  db = await createTestDatabase();
  log = await CHAOS_LOG.open(db.portalPool);
  for (let i = 0; i < PORTALS; i++) portals.push(await portalOn(db.portalUrl));
});
afterAll(async () => {
  for (const { app, pool } of portals) {
    await app.close();
    await pool.end();
  }
  await log.close();
  await db.drop();
});

test('eight portals on one database import overlapping lists at once: one account per address, and few connections', async () => {
  const imports = await Promise.all(portals.map((_portal, i) => requestedImport(db.pool, i, PEOPLE)));
  await Promise.all(
    portals.map(({ app }, i) => app.get(Jobs).wake('import-users', { id: imports[i] ?? '', owner: 'test' })),
  );
  let connections = 0;
  await until(
    async () => {
      const all = await countOf('pg_stat_activity where datname = current_database()');
      // Those of the portals, without the test's own.
      connections = Math.max(connections, all - db.pool.totalCount - db.portalPool.totalCount);
      return (await countOf('roster where import_ended_at is null')) === 0;
    },
    'all imports have ended',
    60_000,
  );
  const store = portals[0]?.app.get(EventStore);
  await portals[0]?.app.get(ProjectionRunner).waitFor((await store?.head()) ?? '', PATIENCE_MS);
  for (const id of imports) await expectSound(db.pool, id, { loaded: false });
  const addresses = await countOf(`(select distinct email_key from roster_person) keys`);
  expect(await loggedIn(db.pool, { type: 'UserImported' })).toHaveLength(addresses);
  // PostgreSQL takes 100 by default.
  expect(connections).toBeLessThan(100);
});

async function portalOn(url: string) {
  const pool = createPool(url);
  const secretsKeyring = JSON.stringify({ test: randomBytes(32).toString('base64') });
  const config = { ...readConfig({ DEMO: 'off', DATA_DIR: `.data/test-${randomUUID()}`, ...log.env }), secretsKeyring };
  const logTo = { write: () => undefined };
  const app = await createPortal({ config, pool, authSecret: 'a secret for tests, long enough as it is', logTo });
  await app.init();
  return { app, pool };
}

async function countOf(from: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(`select count(*)::int as n from ${from}`);
  return rows[0]?.n ?? -1;
}
