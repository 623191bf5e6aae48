import { FlattenedEncrypt } from 'jose';
import { KEYRING, type Keyring } from '../../src/modules/credentials/sealing/keyring.js';
import { startCredentialsSite, type CredentialsSite } from './site.js';
import { errorsIn, startWebsite, stepsOf, type OtherHost } from './steps.js';

let site: CredentialsSite;
/** The destination of an attacker who can write the row. */
let elsewhere: OtherHost;
const { psaImport, form, post, logged, logLength, storedRow, startAgain } = stepsOf(() => site);

beforeAll(async () => {
  elsewhere = await startWebsite();
  site = await startCredentialsSite([elsewhere.url]);
});
afterAll(async () => {
  await site.close();
  elsewhere.close();
});
beforeEach(async () => {
  await startAgain();
  await post(form()).expect(303);
  elsewhere.visits.length = 0;
});

const set = (column: string, value: unknown) =>
  site.pool.query(`update halo_credentials set ${column} = $1 where reseller_id = $2`, [value, site.resellerId]);
const CHANGED = 'The stored Client Secret cannot be used.';

describe.each<[string, string, () => unknown]>([
  ['base_url', 'another host', () => elsewhere.url],
  ['base_url', 'another path', () => `${site.sandbox.url}/other`],
  ['base_url', 'no address', () => 'not an address'],
  ['tenant_id', 'another', () => 'other'],
  ['tenant_id', 'none', () => null],
  ['client_id', 'another', () => site.sandbox.applications.blindAgent.clientId],
  ['sign_in_origin', 'another host', () => elsewhere.url],
  ['sealed_secret', 'no sealed secret', () => '{}'],
  ['sealed_secret', 'nothing', () => 'null'],
])('a row whose %s was changed (%s)', (column, _what, value) => {
  test('is not used, and every page reports it', async () => {
    await set(column, value());
    const asked = site.sandbox.requests.count();
    const from = await logLength();
    for (const path of [psaImport(), `${psaImport()}/credentials`]) {
      const { text } = await site.admin.get(path).expect(200);
      expect(errorsIn(text)['clientSecret']).toContain(CHANGED);
    }
    for (const agent of [site.admin, site.auditor])
      expect((await agent.get('/halopsa').expect(200)).text).toContain(CHANGED);
    await site.admin.get('/halopsa/remove').expect(200);
    expect((await site.admin.post(`${psaImport()}/groups`).expect(422)).text).toContain(CHANGED);
    const part = site.admin.post(`${psaImport()}/groups`).set('HX-Request', 'true').set('HX-Request-Type', 'partial');
    expect((await part.expect(200)).text).toContain('Replace credentials');
    const kept = await post(form({ clientSecret: '' })).expect(422);
    expect(errorsIn(kept.text)['clientSecret']).toContain(CHANGED);
    const refused = { type: 'GroupsNotLoaded', reason: 'secret-does-not-open', secretSentTo: [] };
    expect(await logged(from)).toMatchObject([refused, refused]);
    expect([site.sandbox.requests.count(), elsewhere.visits]).toEqual([asked, []]);

    await post(form()).expect(303);
    expect((await site.admin.get('/halopsa').expect(200)).text).not.toContain('It opens only with');
  });
});

test.each([
  ['fingerprint', 'abc'],
  ['stored_at', '2020-01-01'],
  ['stored_by', 'another'],
])('%s does not say where the secret is sent, and is not part of the binding', async (column, value) => {
  await set(column, value);
  await site.admin.post(`${psaImport()}/groups`).expect(303);
});

test('a secret with the old binding has to be entered again, and the page explains why', async () => {
  const { current, keys } = site.app.get<Keyring>(KEYRING, { strict: false });
  const old = await new FlattenedEncrypt(new TextEncoder().encode(site.sandbox.clientSecret))
    .setProtectedHeader({ alg: 'A256GCMKW', enc: 'A256GCM', kid: current })
    .setAdditionalAuthenticatedData(new TextEncoder().encode(`reseller:${site.resellerId}|halo.clientSecret|v1`))
    .encrypt(keys.get(current) ?? new Uint8Array());
  delete old.aad;
  await set('sealed_secret', JSON.stringify(old));
  const asked = site.sandbox.requests.count();
  const words = /was stored by an older version of BrainStation.*enter the Client Secret again/;
  expect(errorsIn((await site.admin.get(psaImport()).expect(200)).text)['clientSecret']).toMatch(words);
  expect((await site.admin.get('/halopsa').expect(200)).text).toMatch(words);
  expect((await site.admin.post(`${psaImport()}/groups`).expect(422)).text).toMatch(words);
  expect(site.sandbox.requests.count()).toBe(asked);
  expect(await storedRow()).toBeDefined();
});
