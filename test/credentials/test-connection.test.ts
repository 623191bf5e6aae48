import { textOf } from '../support/admin-at-work.js';
import { PATIENCE_MS } from '../support/patience.js';
import { explaining, expectTouched, type Planned } from '../support/plans.js';
import { ConnectionLog } from '../../src/modules/credentials/connection-log/connection-log.js';
import { startCredentialsSite, type CredentialsSite } from './site.js';
import { application, stepsOf } from './steps.js';

let site: CredentialsSite;
const { form, logged, logLength, storedRow, startAgain } = stepsOf(() => site);

beforeAll(async () => {
  site = await startCredentialsSite();
});
afterAll(() => site.close());
beforeEach(() => startAgain());

const connect = (change: Record<string, string> = {}) =>
  site.admin.post('/halopsa/credentials').type('form').send(form(change));
const runTest = async () => (await site.admin.post('/halopsa/test').expect(303)).headers['location'] as string;
const page = async (path = '/halopsa/test', who: 'admin' | 'auditor' = 'admin') =>
  (await site[who].get(path).expect(200)).text;

describe('the HaloPSA page', () => {
  test('connects for no Team, and replaces', async () => {
    expect(await page('/halopsa')).toContain('href="/halopsa/credentials"');
    const empty = await connect({ clientSecret: '' }).expect(422);
    expect(empty.text).toContain('action="/halopsa/credentials"');
    const from = await logLength();
    expect((await connect().expect(303)).headers['location']).toBe('/halopsa?done=credentials-stored');
    expect(await logged(from)).toMatchObject([
      { type: 'HaloCredentialsStored', teamId: null },
      { type: 'GroupsLoaded', teamId: null },
    ]);
    const row = await storedRow();
    const replacing = await page('/halopsa/credentials');
    expect(replacing).toContain(`value="${site.sandbox.clientId}"`);
    await connect({ clientSecret: 'nonsense' }).expect(422);
    expect(await storedRow()).toEqual(row);
  });

  test('shows the last success and the last failure, from a log of any length', async () => {
    await connect().expect(303);
    site.sandbox.faults.set({ fault: 'http-500', on: 'clients' });
    await runTest();
    const text = textOf(await page('/halopsa'));
    expect(text).toMatch(/Last success.{1,60}UTC ?: \d+ groups loaded/s);
    expect(text).toMatch(/Last failure.{1,60}UTC ?: Connection test failed/s);

    await site.pool.query(
      `insert into connection_log (position, reseller_id, actor_id, recorded_at, type, data)
       select '!' || to_char(n, 'FM000000'), $1, 'x', now(), 'GroupsLoaded', '{"teamId": null, "groups": 1}' from generate_series(1, 3000) n`,
      [site.resellerId],
    );
    await site.pool.query('analyze connection_log');
    const seen: Planned[] = [];
    const log = new ConnectionLog(explaining(site.pool, seen));
    expect(await log.last(site.resellerId, ['UsersNotLoaded', 'ConnectionTestFailed'])).toBeDefined();
    expectTouched(seen, 30);
    await site.pool.query(`delete from connection_log where actor_id = 'x'`);
  });
});

describe('a test of the connection', () => {
  beforeEach(async () => void (await connect().expect(303)));

  test('says tenant, rights, numbers and limit, and is in the log; the secret is nowhere', async () => {
    const from = await logLength();
    expect(await runTest()).toBe('/halopsa/test');
    const html = await page();
    const text = textOf(html);
    expect(text).toContain('HaloPSA accepts the credentials, and people can be imported.');
    expect(text).toMatch(new RegExp(`Tenant\\s*${site.sandbox.tenantId}`));
    expect(text).toMatch(/Clients\s*\d+/);
    expect(text).toMatch(/read:distributionlists\s*Yes\s*Distribution lists can be read/);
    expect(text).toContain('Not reached, and HaloPSA names it only then');
    const events = await logged(from);
    expect(events).toMatchObject([{ type: 'ConnectionTested', teamId: null, secretSentTo: [site.sandbox.url] }]);
    for (const place of [html, JSON.stringify(events)]) expect(place).not.toContain(site.sandbox.clientSecret);
    expect(textOf(await page('/halopsa'))).toMatch(/Connection tested\s*\d+ clients/);
  });

  test('that fails says what is missing and what to do', async () => {
    await connect({ ...application(site.sandbox.applications.withoutLists) }).expect(303);
    await runTest();
    expect(textOf(await page())).toMatch(/read:distributionlists\s*Missing\s*Clients can be imported, lists cannot/);

    site.sandbox.faults.set({ fault: 'http-401', on: 'token' });
    const from = await logLength();
    await runTest();
    const text = textOf(await page());
    expect(text).toContain('HaloPSA did not accept the Client ID and Client Secret.');
    expect(text).not.toContain('read:customers');
    expect(await logged(from)).toMatchObject([{ type: 'ConnectionTestFailed', reason: 'wrong-credentials' }]);
  });

  test('that sees no clients fails, and one without a usable secret asks nothing', async () => {
    await connect({ ...application(site.sandbox.applications.blindAgent), storeAnyway: 'yes' }).expect(303);
    const from = await logLength();
    await runTest();
    await site.pool.query(`update halo_credentials set client_id = 'changed'`);
    const before = site.sandbox.requests.count('token');
    await runTest();
    expect(site.sandbox.requests.count('token')).toBe(before);
    expect(await logged(from)).toMatchObject([
      { type: 'ConnectionTestFailed', reason: 'sees-no-clients' },
      { type: 'ConnectionTestFailed', reason: 'secret-does-not-open' },
    ]);
  });

  test('sent twice is made once', async () => {
    const from = await logLength();
    site.sandbox.faults.set({ fault: 'slow', on: 'users', ms: 300, times: 1 });
    expect(await Promise.all([runTest(), runTest(), runTest()])).toEqual(Array(3).fill('/halopsa/test'));
    expect(await logged(from)).toHaveLength(1);
  });

  test('needs credentials; the result mentions a later replacement or removal', async () => {
    await runTest();
    await connect().expect(303);
    expect(textOf(await page())).toContain('The credentials were replaced after this test.');
    await site.admin.post('/halopsa/remove').expect(303);
    const text = await page();
    expect(text).toContain('The credentials were removed after this test.');
    expect(text).not.toContain('action="/halopsa/test"');
    const from = await logLength();
    expect(await runTest()).toBe('/halopsa');
    expect(await logLength()).toBe(from);
  });

  test('an auditor reads the result without a button; a client admin and a stranger read nothing', async () => {
    await runTest();
    await site.runner.waitFor(await site.store.head(), PATIENCE_MS);
    for (const path of ['/halopsa/test', '/halopsa']) {
      const text = await page(path, 'auditor');
      expect(text).toContain(new URL(site.sandbox.url).host);
      expect(text).not.toMatch(/action="\/halopsa(?!\/export)|href="\/halopsa\/(credentials|remove)/);
      await site.client.get(path).expect(403);
    }
    await site.auditor.post('/halopsa/test').expect(403);
    await site.client.post('/halopsa/test').expect(403);
    expect((await site.stranger.get('/halopsa/test').expect(303)).headers['location']).toBe('/halopsa');
  });
});
