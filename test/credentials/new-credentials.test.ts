import { randomUUID } from 'node:crypto';
import { startCredentialsSite, type CredentialsSite } from './site.js';
import { application, errorsIn, startWebsite, stepsOf, WRONG, type OtherHost } from './steps.js';

let site: CredentialsSite;
let website: OtherHost;
const { psaImport, form, post, logged, logLength, storedRow, startAgain } = stepsOf(() => site);

beforeAll(async () => {
  website = await startWebsite();
  site = await startCredentialsSite([website.url, 'http://127.0.0.1:9']);
});
afterAll(async () => {
  await site.close();
  website.close();
});
beforeEach(() => startAgain());

/** Nothing was sent that could be read. */
const neverSent = new Set(['unknown-host', 'address-not-allowed', 'unreachable']);
type Change = (site: CredentialsSite) => Record<string, string>;

describe('the first time', () => {
  test('the form uses the words of the HaloPSA guide', async () => {
    const { text } = await site.admin.get(psaImport()).expect(200);
    for (const label of ['Tenant ID', 'Client ID', 'Client Secret', 'HaloPSA Base URL', 'Load Groups']) {
      expect(text).toContain(label);
    }
    expect(text).toContain('Northwind');
  });

  test('right credentials are stored, sealed, with the groups, and the log says so', async () => {
    const before = await logLength();
    const answer = await post(form({ baseUrl: `${site.sandbox.url}/api/` })).expect(303);
    expect(answer.headers['location']).toBe(`${psaImport()}?done=credentials-stored`);

    const row = await storedRow();
    expect(row).toMatchObject({ base_url: site.sandbox.url, tenant_id: 'sandbox', stored_by: site.adminId });
    const events = await logged(before);
    const { fingerprint } = row as { fingerprint: string };
    expect(events).toEqual([
      {
        type: 'HaloCredentialsStored',
        ...{ teamId: site.teamId, baseUrl: site.sandbox.url, tenantId: 'sandbox' },
        ...{ clientId: site.sandbox.clientId, fingerprint, signInOrigin: null, secretSentTo: [site.sandbox.url] },
      },
      { type: 'GroupsLoaded', teamId: site.teamId, groups: expect.any(Number) as number },
    ]);

    const asked = site.sandbox.requests.count();
    const page = await site.admin.get(answer.headers['location'] as string).expect(200);
    expect(page.text).toContain('Select Group');
    expect(page.text).toContain('value="client-');
    expect(page.text).toContain(new URL(site.sandbox.url).host);
    expect(page.text).toContain('The admin');
    expect(site.sandbox.requests.count()).toBe(asked);
  });
});

describe('what HaloPSA does not accept', () => {
  test.each<[string, Change, string, RegExp, string]>([
    ['a wrong secret', () => ({ clientSecret: WRONG }), 'clientSecret', /did not accept/, 'wrong-credentials'],
    ['a wrong client id', () => ({ clientId: randomUUID() }), 'clientSecret', /did not accept/, 'wrong-credentials'],
    ['a wrong tenant', () => ({ tenantId: 'nobody' }), 'clientSecret', /Check the Tenant ID too/, 'wrong-credentials'],
    ...(
      [
        [
          'a tenant without a host',
          { tenantId: 'nowhere', baseUrl: '' },
          'tenantId',
          /no server at this/,
          'unknown-host',
        ],
        [
          'the same, filled in',
          { tenantId: 'nowhere', baseUrl: 'https://nowhere.halopsa.com' },
          'tenantId',
          /no server/,
          'unknown-host',
        ],
        ['a custom domain without a host', { baseUrl: 'psa.example' }, 'baseUrl', /no server/, 'unknown-host'],
        ['plain http', { baseUrl: 'http://psa.example' }, 'baseUrl', /begins with https/, 'address-not-allowed'],
        [
          'an address of the own network',
          { baseUrl: 'https://10.0.0.7' },
          'baseUrl',
          /does not connect/,
          'address-not-allowed',
        ],
        [
          'a name for one',
          { baseUrl: 'https://private.example' },
          'baseUrl',
          /does not connect/,
          'address-not-allowed',
        ],
        [
          'the cloud’s own address',
          { baseUrl: 'https://169.254.169.254/api' },
          'baseUrl',
          /does not connect/,
          'address-not-allowed',
        ],
        ['a host that refuses', { baseUrl: 'http://127.0.0.1:9' }, 'baseUrl', /could not be reached/, 'unreachable'],
      ] as const
    ).map(([name, change, ...rest]): [string, Change, string, RegExp, string] => [name, () => change, ...rest]),
    [
      'a host that is no HaloPSA',
      () => ({ baseUrl: website.url }),
      'baseUrl',
      /did not answer as HaloPSA/,
      'not-halopsa',
    ],
    [
      'a scope that is missing',
      ({ sandbox }) => application(sandbox.applications.withoutCustomers),
      'form',
      /read:customers/,
      'not-permitted',
    ],
    [
      'an agent who may not',
      ({ sandbox }) => application(sandbox.applications.notAnAgent),
      'form',
      /login type Agent/,
      'not-permitted',
    ],
  ])('%s', async (_name, change, field, message, reason) => {
    const before = await logLength();
    const sent = form(change(site));
    const { text } = await post(sent).expect(422);
    expect(Object.keys(errorsIn(text))).toEqual([field]);
    expect(errorsIn(text)[field]).toMatch(message);
    for (const typed of [sent.tenantId, sent.clientId, sent.baseUrl || sent.tenantId]) {
      expect(text).toContain(`value="${typed}"`);
    }
    expect(text).not.toContain(sent.clientSecret);
    const secretSentTo = neverSent.has(reason) ? [] : [sent.baseUrl];
    expect(await logged(before)).toEqual([{ type: 'GroupsNotLoaded', teamId: site.teamId, reason, secretSentTo }]);
    expect(await storedRow()).toBeUndefined();
  });

  test('an invalid field is reported beside it, and HaloPSA is not called', async () => {
    const before = await logLength();
    const asked = site.sandbox.requests.count();
    const { text } = await post({ tenantId: '', clientId: '', clientSecret: '', baseUrl: 'ftp://psa.example' }).expect(
      422,
    );
    expect(Object.keys(errorsIn(text)).toSorted()).toEqual(['baseUrl', 'clientId', 'clientSecret']);
    await post({}).expect(422);
    await post(form({ clientId: 'x'.repeat(5_000), clientSecret: 'y'.repeat(5_000) })).expect(422);
    expect(await logLength()).toBe(before);
    expect(site.sandbox.requests.count()).toBe(asked);
  });

  test('an agent who sees nothing is no error, and the page explains the empty list', async () => {
    await post(form(application(site.sandbox.applications.blindAgent))).expect(303);
    const { text } = await site.admin.get(psaImport()).expect(200);
    expect(text).toContain('HaloPSA shows no groups');
  });

  test('wrong credentials leave the stored ones as they are', async () => {
    await post(form()).expect(303);
    const row = await storedRow();
    await post(form({ clientSecret: WRONG })).expect(422);
    expect(await storedRow()).toEqual(row);
  });
});
