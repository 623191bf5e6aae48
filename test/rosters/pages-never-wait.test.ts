import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { browserOf } from '../access/portal.js';
import { routesOf } from '../access/routes.js';
import { startWholePortal, until, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf } from '../support/admin-at-work.js';

/** For a page that would never come: far above what any takes. */
const DEADLINE_MS = 20_000;

let portal: WholePortal;
let admin: AdminAtWork;
let roster: string;
let imported: string;
let account: string;

beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      clientOf('New', ['Ann', 'ann@w.example'], ['Bob', 'bob@w.example']),
      clientOf('Known', ['Eve', 'eve@w.example']),
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  imported = await admin.load('Known');
  await admin.importAll(imported);
  roster = await admin.load('New');
  account = (await portal.db.pool.query<{ id: string }>('select account_id as id from member')).rows[0]?.id ?? '';
});
afterAll(() => portal.close());

/** The list as it is after a long pause: its use is to be noted, and its claims and counts to be looked at again. */
async function longUnused(): Promise<void> {
  await portal.db.pool.query(
    `update roster set used_at = now() - interval '50 minutes', judged_at = now() - interval '50 minutes', judged_head = ''`,
  );
}

/** What a worker's transaction holds: every row that it reads for update, or changes. */
const ROWS = [
  'roster',
  'roster_person',
  'import_item',
  'team',
  'member',
  'import_summary',
  'log.projection_checkpoint',
  'email_claim',
];

async function whileAWorkerHolds(work: () => Promise<void>): Promise<void> {
  const worker: pg.PoolClient = await portal.db.pool.connect();
  try {
    await worker.query('begin');
    for (const table of ROWS) await worker.query(`select from ${table} for update`);
    await work();
  } finally {
    await worker.query('rollback');
    worker.release();
  }
}

/** Every page there is, by the router's own list. */
function paths(list: string): string[] {
  const ids: Readonly<Record<string, string>> = { teams: portal.team, rosters: list, imports: imported };
  const pages = routesOf(portal.app).filter(
    ({ method, path }) => method === 'GET' && path.startsWith('/') && !path.includes('*'),
  );
  const filled = pages.map(({ path }) =>
    path.replace(':accountId', account).replace(/\/(\w+)\/:id/, (_all, of: string) => `/${of}/${ids[of] ?? list}`),
  );
  const more = ['?show=importable', '?show=blocked', '?show=ticked', '?q=ann', '?after=1-1'].map(
    (query) => `/rosters/${list}${query}`,
  );
  return [...filled.filter((path) => !path.includes(':')), ...more];
}

async function expectPages(list: string): Promise<void> {
  await longUnused();
  await whileAWorkerHolds(async () => {
    for (const path of paths(list)) {
      for (const headers of [{}, { 'HX-Request': 'true', 'HX-Target': 'main' }]) {
        const { status } = await admin.agent.get(path).set(headers).timeout({ deadline: DEADLINE_MS });
        expect([path, status < 500]).toEqual([path, true]);
      }
    }
  });
}

test('no page waits for a worker that holds the list, its import or the Team', async () => {
  // Ann has an account by now: the list that says otherwise is put right by the page that shows it.
  await portal.db.pool.query(`insert into email_claim values ('ann@w.example', $1, $1, $1)`, [randomUUID()]);
  expect(paths(roster)).toEqual(
    expect.arrayContaining([`/rosters/${roster}`, `/imports/${imported}`, `/teams/${portal.team}`]),
  );
  await expectPages(roster);
});

test('the page shown meanwhile is correct, and the next one updates the counts', async () => {
  await whileAWorkerHolds(async () => {
    const { text } = await admin.page(roster).timeout({ deadline: DEADLINE_MS });
    expect(text).toContain('Already has an account in BrainStation');
  });
  await longUnused();
  expect((await admin.page(roster)).text).toContain('Select all 1');
});

test('no page waits while the list loads', async () => {
  const change = `update roster set status = $2, not_before = now() + interval '1 hour' where id = $1`;
  await portal.db.pool.query(change, [roster, 'loading']);
  await expectPages(roster);
  await portal.db.pool.query(change, [roster, 'loaded']);
});

test('ticks of a list that is being imported are refused at once', async () => {
  await portal.db.pool.query(
    'update roster set import_requested_at = now(), import_metadata = load_metadata where id = $1',
    [roster],
  );
  await whileAWorkerHolds(async () => {
    await admin.post(`/rosters/${roster}/ticks/1`, { tick: '1' }).timeout({ deadline: DEADLINE_MS }).expect(409);
    await admin.post(`/rosters/${roster}`, { action: 'review' }).timeout({ deadline: DEADLINE_MS }).expect(303);
    await admin.post(`/rosters/${roster}/import`, { tickVersion: '0' }).timeout({ deadline: DEADLINE_MS }).expect(303);
    await admin.post(`/rosters/${roster}/stop`).timeout({ deadline: DEADLINE_MS }).expect(303);
    await admin.post(`/rosters/${roster}/retry`).timeout({ deadline: DEADLINE_MS }).expect(303);
  });
});

test('a use that could not be recorded is recorded by the next page', async () => {
  await longUnused();
  await whileAWorkerHolds(async () => void (await admin.page(imported).timeout({ deadline: DEADLINE_MS })));
  await admin.page(imported);
  await until(async () => {
    const { rows } = await portal.db.pool.query<{ used: boolean }>(
      `select used_at > now() - interval '5 minutes' as used from roster where id = $1`,
      [imported],
    );
    return rows[0]?.used === true;
  }, 'the use is noted');
});
