import { CommandBus } from '@nestjs/cqrs';
import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.js';
import { createPortal } from '../../src/app.js';
import { readConfig, type Config } from '../../src/config.js';
import { createPool } from '../../src/database/index.js';
import { ProjectionRunner } from '../../src/event-store/index.js';
import type { RollingLimit } from '../../src/modules/halo-connector/budget/index.js';
import { PortalUsers } from '../../src/modules/access/index.js';
import { AddTeam } from '../../src/modules/teams/index.js';
import { addPerson, browserOf, type TestPortal } from '../access/portal.js';
import { createTestDatabase } from './database.js';
import { IN_POSTGRES } from './logs.js';
import type { Agent } from './portal.js';
import { PATIENCE_MS } from './patience.js';

/** Two portals with pools of their own on one database, an admin signed in at each, a Team, and one HaloPSA with a limit. */
export interface TwoPortals {
  readonly pool: pg.Pool;
  readonly sandbox: Sandbox;
  readonly team: string;
  readonly agents: readonly [Agent, Agent];
  readonly close: () => Promise<void>;
}

export async function startTwoPortals(
  limit: RollingLimit,
  options: SandboxOptions,
  kind = IN_POSTGRES,
): Promise<TwoPortals> {
  const rateLimit = { ...limit, retryAfter: true };
  const [db, sandbox] = await Promise.all([createTestDatabase(), startSandbox({ rateLimit, ...options })]);
  const opened = await kind.open(db.portalPool);
  const pool = createPool(db.portalUrl);
  const config: Config = {
    ...readConfig({ DEMO: 'off', DATA_DIR: `.data/test-${randomUUID()}`, ...opened.env }),
    haloAllow: [sandbox.url],
    haloRateLimit: limit,
    secretsKeyring: JSON.stringify({ test: randomBytes(32).toString('base64') }),
  };
  const start = async (own: pg.Pool): Promise<TestPortal> => {
    const authSecret = 'a secret for tests, long enough as it is';
    const app = await createPortal({ config, pool: own, authSecret, logTo: { write: () => undefined } });
    await app.init();
    const users = app.get(PortalUsers, { strict: false });
    return { app, db, config, log: [], users, close: () => app.close() };
  };
  const one = await start(db.portalPool);
  const other = await start(pool);
  const admin = await addPerson(one, 'admin');
  const team = randomUUID();
  const metadata = {
    resellerId: admin.resellerId,
    actor: { id: admin.userId, role: 'admin' },
    correlationId: 'test',
  } as const;
  const { position } = await one.app.get(CommandBus).execute(new AddTeam(team, 'Northwind', metadata));
  if (position) await one.app.get(ProjectionRunner).waitFor(position, PATIENCE_MS);
  const close = async () => {
    await Promise.all([one.close(), other.close()]);
    await opened.close();
    await pool.end();
    await Promise.all([sandbox.close(), db.drop()]);
  };
  return { pool, sandbox, team, agents: [await browserOf(one, admin), await browserOf(other, admin)], close };
}
