import { randomUUID } from 'node:crypto';
import { PostgresRequestBudget, sharesOf } from '../../../src/modules/halo-connector/budget/index.js';
import { HaloConnector, Party } from '../../../src/modules/halo-connector/index.js';
import { credentialsFor, errorOf, json, startScripted, type Scripted } from '../scripted.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** HaloPSA's own limit. */
const LIMIT = { requests: 300, windowMs: 300_000 };
const group = { kind: 'client', id: 9 } as const;

let db: TestDatabase;
let server: Scripted;
let budget: PostgresRequestBudget;
let halo: HaloConnector;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  server = await startScripted();
  server.on('/api/users', json({ record_count: 0, users: [] }));
  budget = new PostgresRequestBudget(db.pool, LIMIT);
  halo = new HaloConnector({ allow: [server.origin], budget });
});
afterEach(async () => {
  await halo.close();
  await server.close();
});

/** Credentials of a reseller which the host has accepted before. */
const accepted = (resellerId: string) =>
  credentialsFor(server.origin, { clientId: resellerId, party: new Party(resellerId, [server.origin]) });
/** Credentials that were only typed. */
const typed = (resellerId: string) =>
  credentialsFor(server.origin, { clientId: resellerId, party: new Party(resellerId) });

function refuseSignInOf(...resellers: string[]): void {
  server.on('/auth/token', (request, res) => {
    const wrong = resellers.includes(new URLSearchParams(request.body).get('client_id') ?? '');
    json(wrong ? { error: 'invalid_client' } : { access_token: 'good', expires_in: 3600 }, wrong ? 401 : 200)(
      request,
      res,
    );
  });
}

async function tryTimes(times: number, resellerId: string): Promise<void> {
  for (let n = 0; n < times; n++) await errorOf(halo.listGroups(typed(resellerId)));
}

/** Takes slots one after the other. @returns how many there were, at most `most` */
async function takeUpTo(most: number, resellerId: string, isAccepted = true): Promise<number> {
  const wish = { host: `127.0.0.1:${server.port}`, resellerId, accepted: isAccepted, longestMs: 15_000 };
  for (let n = 0; n < most; n++) {
    const taken = await budget.take({ ...wish, priority: 'background' });
    if (!('slot' in taken)) return n;
  }
  return most;
}

test.each([
  [300, { unprovenEach: 15, unprovenAll: 30, leftForOthers: 30 }],
  [60, { unprovenEach: 4, unprovenAll: 6, leftForOthers: 6 }],
  [10, { unprovenEach: 4, unprovenAll: 4, leftForOthers: 1 }],
  [1, { unprovenEach: 1, unprovenAll: 1, leftForOthers: 0 }],
])('of %i slots the shares are %j', (requests, shares) => {
  expect(sharesOf({ requests })).toEqual(shares);
});

test('160 tries with wrong credentials use 15 of the host’s 300 slots, and its reseller can still load', async () => {
  refuseSignInOf('attacker');
  await tryTimes(160, 'attacker');
  expect(server.requests).toHaveLength(15);
  expect(await halo.listGroups(accepted('owner'))).toMatchObject({ groups: [] });
  expect(await halo.usersPage(accepted('owner'), group, 1)).toMatchObject({ people: [] });
  // 4 requests were just sent, 15 belong to the tries, and 10 are kept for people who wait at a page
  expect(await takeUpTo(300, 'owner')).toBe(300 - 4 - 15 - 10);
});

test('many resellers that try credentials together use a tenth at most', async () => {
  const resellers = Array.from({ length: 5 }, (_, n) => `attacker ${n}`);
  refuseSignInOf(...resellers);
  for (const reseller of resellers) await tryTimes(10, reseller);
  expect(server.requests).toHaveLength(30);
});

test('a refusal for lack of a share names the time when it is free', async () => {
  refuseSignInOf('attacker');
  await tryTimes(15, 'attacker');
  const error = await errorOf(halo.listGroups(typed('attacker')));
  expect(error).toMatchObject({ code: 'rate-limited', detail: 'own limit' });
  const { rows } = await db.pool.query<{ first: Date }>(
    'select min(free_at) as first from halo_slot where host = $1 and not accepted',
    [`127.0.0.1:${server.port}`],
  );
  expect(Math.abs((error.retryAt?.getTime() ?? 0) - (rows[0]?.first.getTime() ?? 0))).toBeLessThanOrEqual(100);
});

test('a 429 while credentials are tried pauses the tries of that reseller, and nothing else', async () => {
  const refuse = (request: { body: string }, res: Parameters<Parameters<Scripted['on']>[1]>[1]) =>
    new URLSearchParams(request.body).get('client_id') === 'attacker'
      ? void res.writeHead(429).end('Rate Limit Reached - 300 Requests per rolling 5 minute window')
      : json({ access_token: 'good', expires_in: 3600 })(request as never, res);
  server.on('/auth/token', refuse);
  expect(await errorOf(halo.listGroups(typed('attacker')))).toMatchObject({ detail: '429' });
  expect(await errorOf(halo.listGroups(typed('attacker')))).toMatchObject({ detail: 'own limit' });
  await halo.listGroups(accepted('owner'));
  await halo.listGroups(typed('newcomer'));
});

test('a 429 to accepted credentials pauses every reseller at the host', async () => {
  server.on('/api/users', (_request, res) => void res.writeHead(429).end());
  expect(await errorOf(halo.usersPage(accepted('owner'), group, 1))).toMatchObject({ detail: '429' });
  for (const credentials of [accepted('owner'), accepted('another'), typed('newcomer')]) {
    expect(await errorOf(halo.listGroups(credentials))).toMatchObject({ detail: 'own limit' });
  }
});

test('the first connection of a reseller with 2,000 groups is not limited to the share for tries', async () => {
  server.on('/api/client', ({ query }, res) => {
    const page = Number(query.get('page_no'));
    const ids = page > 20 ? [] : Array.from({ length: 100 }, (_, n) => page * 100 + n);
    json({ record_count: 2_000, clients: ids.map((id) => ({ id, name: `Client ${id}` })) })({} as never, res);
  });
  expect((await halo.listGroups(typed('newcomer'))).groups).toHaveLength(2_000);
  const { rows } = await db.pool.query<{ unproven: number; all: number }>(
    `select (count(*) filter (where not accepted))::int as unproven, count(*)::int as all from halo_slot where host = $1`,
    [`127.0.0.1:${server.port}`],
  );
  // the token and the first page
  expect(rows[0]).toEqual({ unproven: 2, all: server.requests.length });
});

test('two resellers at one HaloPSA stay under its limit together, and the second finds slots at once', async () => {
  expect(await takeUpTo(1, 'second')).toBe(1);
  // 290 for background work, less the one, less what is left for the second
  expect(await takeUpTo(300, 'first')).toBe(290 - 1 - 30);
  expect(await takeUpTo(300, 'second')).toBe(30);
  expect(await takeUpTo(300, 'first')).toBe(0);
  const { rows } = await db.pool.query('select from halo_slot where host = $1', [`127.0.0.1:${server.port}`]);
  expect(rows).toHaveLength(290);
});

test('a reseller alone at its host has all slots, even while others try credentials there', async () => {
  expect(await takeUpTo(3, randomUUID(), false)).toBe(3);
  expect(await takeUpTo(300, 'owner')).toBe(287);
});
