import { eventsOf } from '../support/logs.js';
import { startCredentialsSite, type CredentialsSite } from './site.js';
import { application, errorsIn, startWebsite, stepsOf, type OtherHost } from './steps.js';

let site: CredentialsSite;
let website: OtherHost;
const { psaImport, form, post, logged, logLength, storedRow, startAgain } = stepsOf(() => site);

beforeAll(async () => {
  website = await startWebsite();
  site = await startCredentialsSite([website.url]);
});
afterAll(async () => {
  await site.close();
  website.close();
});
beforeEach(() => startAgain());

describe('with stored credentials', () => {
  beforeEach(async () => {
    await post(form()).expect(303);
  });
  const forget = () => site.pool.query(`update halo_group_snapshot set loaded_at = now() - interval '11 minutes'`);
  const loadAgain = (agent = site.admin) => agent.post(`${psaImport()}/groups`);

  test('groups older than ten minutes are loaded again by the page, or by a button without scripts', async () => {
    await forget();
    const { text } = await site.admin.get(psaImport()).expect(200);
    expect(text).toContain(`hx-post="${psaImport()}/groups"`);
    expect(text).toContain('hx-trigger="load"');
    expect(text).not.toContain('value="client-');

    const before = await logLength();
    const part = await loadAgain().set('HX-Request', 'true').set('HX-Request-Type', 'partial').expect(200);
    expect(part.text).toMatch(/^<section id="groups"/);
    expect(part.text).toContain('value="client-');
    expect(part.headers['vary']).toContain('HX-Request');
    const groups = expect.any(Number) as number;
    expect(await logged(before)).toEqual([{ type: 'GroupsLoaded', teamId: site.teamId, groups }]);

    await forget();
    const answer = await loadAgain().expect(303);
    expect(answer.headers['location']).toBe(psaImport());
    expect((await site.admin.get(psaImport())).text).toContain('value="client-');
  });

  test('when groups do not load, the page says why and offers to try again, with and without scripts', async () => {
    await forget();
    site.sandbox.faults.set({ fault: 'http-500' });
    const before = await logLength();
    const part = await loadAgain().set('HX-Request', 'true').set('HX-Request-Type', 'partial').expect(200);
    expect(part.text).toMatch(/^<section id="groups"/);
    expect(part.text).toContain('The groups could not be loaded.');
    expect(part.text).not.toContain('hx-trigger="load"');
    const page = await loadAgain().expect(422);
    expect(page.text).toContain('<!doctype html>');
    expect(page.text).toContain('The groups could not be loaded.');
    const secretSentTo = [site.sandbox.url];
    const refused = { type: 'GroupsNotLoaded', teamId: site.teamId, reason: 'halo-error', secretSentTo };
    expect(await logged(before)).toEqual([refused, refused]);
  });

  test('recent groups stay selectable when loading them again fails, unless HaloPSA denies access', async () => {
    site.sandbox.faults.set({ fault: 'http-500', times: 1 });
    const failed = await loadAgain().expect(422);
    expect(failed.text).toContain('The groups could not be loaded.');
    expect(failed.text).toContain('value="client-');
    expect(failed.text).toContain('Load again');
    site.sandbox.faults.set({ fault: 'http-403', times: 1 });
    const refused = await loadAgain().expect(422);
    expect(refused.text).not.toContain('value="client-');
    expect(refused.text).toContain('Replace credentials');
  });

  test('inactive groups and all names are shown unchanged, with markup escaped', async () => {
    const { text } = await site.admin.get(psaImport()).expect(200);
    expect(text).toContain('Bankrupt Balloon Works (inactive)');
    expect(text).toContain('&lt;Angle> &amp; &quot;Brackets&quot; Ltd');
    expect(text).toContain('三日月商店');
  });

  test('the form to replace credentials shows everything but the secret', async () => {
    const { text } = await site.admin.get(`${psaImport()}/credentials`).expect(200);
    expect(text).toContain(`value="${site.sandbox.clientId}"`);
    expect(text).toContain(`value="${site.sandbox.url}"`);
    expect(text).toContain('Leave it empty to keep the stored one');
    expect(text).not.toContain(site.sandbox.clientSecret);
  });

  test('an empty secret keeps the stored one and stores nothing', async () => {
    const [row, before] = [await storedRow(), await logLength()];
    await post(form({ clientSecret: '', baseUrl: `${site.sandbox.url}/auth` })).expect(303);
    expect(await storedRow()).toEqual(row);
    expect(await logged(before)).toMatchObject([{ type: 'GroupsLoaded' }]);
  });

  test.each([
    ['Base URL', () => ({ baseUrl: website.url })],
    ['Client ID', () => ({ clientId: site.sandbox.applications.blindAgent.clientId })],
    ['Tenant ID', () => ({ tenantId: 'other' })],
  ])('with another %s the stored secret is not sent', async (_name, change) => {
    const [row, before] = [await storedRow(), await logLength()];
    website.visits.length = 0;
    const { text } = await post(form({ ...change(), clientSecret: '' })).expect(422);
    expect(errorsIn(text)).toEqual({
      clientSecret: expect.stringContaining('Enter the Client Secret again') as string,
    });
    expect([await storedRow(), await logLength(), website.visits]).toEqual([row, before, []]);
  });

  test('new credentials replace the old ones and their groups', async () => {
    const { fingerprint, version } = (await storedRow()) as { fingerprint: string; version: string };
    await post(form({ ...application(site.sandbox.applications.blindAgent), storeAnyway: 'yes' })).expect(303);
    const row = await storedRow();
    expect(row?.['fingerprint']).not.toBe(fingerprint);
    expect(row?.['version']).not.toBe(version);
    const { text } = await site.admin.get(psaImport()).expect(200);
    expect(text).not.toContain('value="client-');
  });

  test('credentials are removed after a confirmation, and the next import asks for new ones', async () => {
    expect((await site.admin.get('/halopsa/remove').expect(200)).text).toContain(new URL(site.sandbox.url).host);
    const before = await logLength();
    const answer = await site.admin.post('/halopsa/remove').expect(303);
    expect(answer.headers['location']).toBe('/halopsa?done=credentials-removed');
    expect(await logged(before)).toEqual([{ type: 'HaloCredentialsRemoved', teamId: null }]);
    const page = await site.admin.get('/halopsa').expect(200);
    expect(page.text).toContain('Not connected to HaloPSA');
    expect(page.text).toContain('Credentials removed');
    expect((await site.admin.get(psaImport())).text).toContain('name="clientSecret"');

    // A second click, and everything that needs credentials now.
    await site.admin.post('/halopsa/remove').expect(303);
    expect((await site.admin.get('/halopsa/remove').expect(303)).headers['location']).toBe('/halopsa');
    expect((await loadAgain().expect(303)).headers['location']).toBe(psaImport());
    expect(await logLength()).toBe(before + 1);
    expect((await site.pool.query('select from halo_group where reseller_id = $1', [site.resellerId])).rowCount).toBe(
      0,
    );
  });

  test('resellers do not share credentials', async () => {
    const { text } = await site.stranger.get(`/teams/${site.strangersTeamId}/psa-import`).expect(200);
    expect(text).toContain('name="clientSecret"');
    expect(text).not.toContain(site.sandbox.clientId);
    expect((await site.stranger.get('/halopsa').expect(200)).text).toContain('Not connected to HaloPSA');
    await site.stranger.post('/halopsa/remove').expect(303);
    expect(await storedRow()).toBeDefined();
  });

  test('the secret is in no page, no event, no row and no line of the log', async () => {
    const { clientSecret } = site.sandbox;
    await post(form({ clientSecret: `${clientSecret}-typo` })).expect(422);
    const pages = [psaImport(), `${psaImport()}/credentials`, '/halopsa', '/halopsa/remove'];
    const shown = await Promise.all(pages.map(async (path) => (await site.admin.get(path).expect(200)).text));
    const tables = ['log.outbox', 'halo_credentials', 'connection_log'].map((table) =>
      site.pool.query<{ row: string }>(`select row_to_json(t)::text as row from ${table} t`),
    );
    const events = (await eventsOf(site.store)).map((event) => JSON.stringify(event));
    const rows = [...events, ...(await Promise.all(tables)).flatMap((result) => result.rows.map(({ row }) => row))];
    expect(rows.length).toBeGreaterThan(3);
    expect(site.log.length).toBeGreaterThan(3);
    expect([...shown, ...rows, ...site.log].filter((text) => text.includes(clientSecret))).toEqual([]);
  });
});
