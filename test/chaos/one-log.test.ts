import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { IN_EVENT_STORE_DB, loggedIn, type OpenedLog } from '../support/logs.js';
import { until } from '../support/portal.js';
import { scratchDataDir } from '../support/scratch.mjs';
import { settled } from './asking.js';
import { expectEqualToRebuild, expectSound } from './invariants.js';
import { requestedImport } from './overlapping.js';
import { freePort, startProcess, type PortalProcess } from './process.js';
import { unexpected } from './round.js';

/** `npm run test:chaos` has eight processes and many kills. Processes start slowly, so `npm test` has two, and two kills. */
const isLong = process.env['CHAOS_ROUNDS'] !== undefined;
const [PORTALS, IMPORTS, KILLS] = isLong ? [8, 12, 24] : [2, 2, 2];
const PEOPLE = 600;

let db: TestDatabase;
let log: OpenedLog;
let scratch: Awaited<ReturnType<typeof scratchDataDir>>;
const portals: PortalProcess[] = [];
beforeAll(async () => {
  db = await createTestDatabase();
  log = await IN_EVENT_STORE_DB.open(db.portalPool);
  scratch = await scratchDataDir();
});
afterAll(async () => {
  await Promise.all(portals.map((portal) => portal.end()));
  await log.close();
  await db.drop();
  await scratch.remove();
});

const SECRETS_KEYRING = JSON.stringify({ test: randomBytes(32).toString('base64') });

async function start(): Promise<PortalProcess> {
  return startProcess(scratch.dataDir, [await freePort(), await freePort()], {
    ...log.env,
    ...{ DATABASE_URL: db.portalUrl, DATABASE_OWNER_URL: db.ownerUrl, DEMO: 'off', SECRETS_KEYRING },
    ...{ AUTH_SECRET: 'a secret for tests, long enough as it is' },
  });
}

test(`${PORTALS} portals on one log in EventStoreDB, killed at random while lists overlap: one account per address`, async () => {
  const ids = await Promise.all(Array.from({ length: IMPORTS }, (_, i) => requestedImport(db.pool, i, PEOPLE)));
  portals.push(...(await Promise.all(Array.from({ length: PORTALS }, start))));
  for (let n = 0; n < KILLS; n++) {
    await sleep(Math.random() * 400);
    // Now and then the server goes away too.
    if (n % 3 === 1) await log.dropConnections();
    const victim = Math.floor(Math.random() * PORTALS);
    await portals[victim]?.kill();
    portals[victim] = await start();
  }
  const left = 'select from roster where import_ended_at is null';
  await until(async () => (await db.pool.query(left)).rowCount === 0, 'all imports have ended');
  await settled(db.pool);
  for (const id of ids) await expectSound(db.pool, id, { loaded: false });
  const { rows } = await db.pool.query<{ n: number }>('select count(distinct email_key)::int as n from roster_person');
  expect(await loggedIn(db.pool, { type: 'UserImported' })).toHaveLength(rows[0]?.n ?? -1);
  await expectEqualToRebuild(db.pool);
  expect(portals.flatMap((portal) => unexpected(portal.output()))).toEqual([]);
}, 1_800_000);
