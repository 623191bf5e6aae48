import { ConnectionWriter } from '../../src/modules/credentials/connection-writer.js';
import { startCredentialsSite, type CredentialsSite } from './site.js';
import { errorsIn, startResourceServer, startWebsite, stepsOf, WRONG, type OtherHost } from './steps.js';

let site: CredentialsSite;
let resource: OtherHost;
/** A host that HaloPSA does not name, and one that it names later. */
let website: OtherHost;
let named: string;
const { psaImport, form, post, logged, logLength, storedRow, startAgain } = stepsOf(() => site);

beforeAll(async () => {
  website = await startWebsite();
  resource = await startResourceServer(
    () => ({ url: named, tenantId: site.sandbox.tenantId }),
    () => site.sandbox.url,
  );
  site = await startCredentialsSite([resource.url, website.url]);
});
afterAll(async () => {
  await site.close();
  resource.close();
  website.close();
});
beforeEach(async () => {
  named = site.sandbox.url;
  website.visits.length = 0;
  await startAgain();
});

const asks = () => site.sandbox.requests.count('token');
const agreed = (change: Record<string, string> = {}) =>
  form({ baseUrl: resource.url, allowSignInHost: site.sandbox.url, ...change });
const offered = (html: string) => /name="allowSignInHost" value="([^"]*)"/.exec(html)?.[1];

test('another sign-in host gets the secret only after the admin agrees, and pages and events name it', async () => {
  const [before, from] = [asks(), await logLength()];
  const { text } = await post(form({ baseUrl: resource.url })).expect(422);
  expect(errorsIn(text)).toEqual({ baseUrl: expect.stringContaining('signs in at another address') as string });
  expect(offered(text)).toBe(site.sandbox.url);
  expect(text).not.toContain('checked');
  expect(asks()).toBe(before);

  await post(agreed()).expect(303);
  expect(asks()).toBe(before + 1);
  expect(await storedRow()).toMatchObject({ base_url: resource.url, sign_in_origin: site.sandbox.url });
  expect(await logged(from)).toMatchObject([
    { type: 'GroupsNotLoaded', reason: 'other-sign-in-host', secretSentTo: [resource.url] },
    {
      type: 'HaloCredentialsStored',
      ...{ signInOrigin: site.sandbox.url, secretSentTo: [resource.url, site.sandbox.url] },
    },
    { type: 'GroupsLoaded' },
  ]);
  const host = new URL(site.sandbox.url).host;
  const halopsa = (await site.admin.get('/halopsa').expect(200)).text;
  expect(halopsa).toMatch(new RegExp(`Signs in at.*${host}`));
  expect(halopsa).toContain(
    `The Client Secret was sent to <bdi>${new URL(resource.url).host}</bdi> and <bdi>${host}</bdi>.`,
  );
  expect((await site.admin.get(psaImport()).expect(200)).text).toContain(`It signs in at <b><bdi>${host}</bdi></b>`);
  expect((await site.admin.get(`${psaImport()}/credentials`).expect(200)).text).toContain(
    `The stored Client Secret is sent to <b><bdi>${site.sandbox.url}</bdi></b>`,
  );
  await site.admin.post(`${psaImport()}/groups`).expect(303);
});

test('a secret that is typed later needs a new agreement', async () => {
  await post(agreed()).expect(303);
  const before = asks();
  const { text } = await post(form({ baseUrl: resource.url, clientSecret: `${WRONG}-of-another-admin` })).expect(422);
  expect(offered(text)).toBe(site.sandbox.url);
  expect(asks()).toBe(before);
  // The stored one is used as before.
  await post(form({ baseUrl: resource.url, clientSecret: '' })).expect(303);
});

test('a form that names a host which HaloPSA does not name changes nothing', async () => {
  const { text } = await post(agreed({ allowSignInHost: website.url })).expect(422);
  expect(offered(text)).toBe(site.sandbox.url);
  expect(text).not.toContain(website.url);
  named = resource.url;
  const own = await post(agreed({ allowSignInHost: website.url })).expect(422);
  expect(offered(own.text)).toBeUndefined();
  await post(form({ allowSignInHost: website.url })).expect(303);
  expect(await storedRow()).toMatchObject({ base_url: site.sandbox.url, sign_in_origin: null });
  expect(website.visits).toEqual([]);
});

test('if the other host refuses the secret, the form asks again', async () => {
  const from = await logLength();
  const { text } = await post(agreed({ clientSecret: `${WRONG}-again` })).expect(422);
  expect(offered(text)).toBe(site.sandbox.url);
  expect(text).not.toContain('checked');
  expect(await logged(from)).toMatchObject([{ reason: 'wrong-credentials', secretSentTo: [site.sandbox.url] }]);
});

test('the stored secret does not follow HaloPSA to a third host', async () => {
  await post(agreed()).expect(303);
  named = website.url;
  site.sandbox.expireTokens();
  const { text } = await site.admin.post(`${psaImport()}/groups`).expect(422);
  expect(text).toContain('signs in at another address');
  expect(text).toContain('Replace credentials');
  const kept = await post(agreed({ clientSecret: '', allowSignInHost: website.url })).expect(422);
  expect(errorsIn(kept.text)).toEqual({
    clientSecret: expect.stringContaining('Enter the Client Secret again') as string,
  });
  expect(website.visits).toEqual([]);
});

test('an event without the sign-in host is still read', async () => {
  const connection = site.app.get(ConnectionWriter, { strict: false });
  const metadata = {
    ...{ resellerId: site.resellerId, correlationId: 'test' },
    actor: { id: site.adminId, role: 'admin' } as const,
  };
  const silent = undefined as unknown as readonly string[];
  const position = await connection.recordGroupsNotLoaded({ teamId: site.teamId, metadata }, 'timed-out', silent);
  await site.runner.waitFor(position ?? '', 10_000);
  const { text } = await site.admin.get('/halopsa').expect(200);
  expect(text).toContain('HaloPSA did not answer in time.<');
});
