import { startSandbox, type Sandbox } from './index.js';
import { askToken, signedIn } from './testing.js';

const clients = [{ name: 'Tiny Test Client', people: 5 }];
const BOTH = 'read:customers read:distributionlists';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ clients });
});
afterAll(() => sandbox.close());

const tokenFor = (application: { clientId: string; clientSecret: string }, scope: string) =>
  askToken(sandbox, { client_id: application.clientId, client_secret: application.clientSecret, scope });

test('L: lists need a scope of their own, which that of customers does not cover', async () => {
  const narrow = await signedIn(sandbox, sandbox.applications.main, 'read:customers');
  expect((await narrow('/api/Client')).status).toBe(200);
  expect((await narrow('/api/DistributionLists')).status).toBe(403);
  expect((await narrow('/api/DistributionLists/1')).status).toBe(403);
  const listsOnly = await signedIn(sandbox, sandbox.applications.main, 'read:distributionlists');
  expect((await listsOnly('/api/DistributionLists')).status).toBe(200);
  expect((await listsOnly('/api/Client')).status).toBe(403);
});

test('L: on one tenant the refusal is 401', async () => {
  const other = await startSandbox({ clients, listsRefusal: 401 });
  try {
    const get = await signedIn(other, other.applications.main, 'read:customers');
    expect((await get('/api/DistributionLists')).status).toBe(401);
    expect((await get('/api/Client')).status).toBe(200);
  } finally {
    await other.close();
  }
});

test('an application that lacks a scope gets a token without it, and is refused there', async () => {
  const { withoutLists } = sandbox.applications;
  const { status, json } = await tokenFor(withoutLists, BOTH);
  expect(status).toBe(200);
  expect(json.scope.split(' ')).toContain('read:customers');
  expect(json.scope).not.toContain('distributionlists');
  const get = await signedIn(sandbox, withoutLists, BOTH);
  expect((await get('/api/DistributionLists')).status).toBe(403);
});

test('C: elsewhere one scope too many refuses the whole request', async () => {
  const { strict } = sandbox.applications;
  expect(await tokenFor(strict, BOTH)).toMatchObject({ status: 400, json: { error: 'invalid_scope' } });
  expect((await tokenFor(strict, 'read:customers')).status).toBe(200);
});

test.each(['read:invoices', 'edit:suppliers', 'admin:webhooks', 'read:mailcampaign', 'editMine:timesheets', 'openid'])(
  'L: %s exists, and is no invalid_scope',
  async (scope) => {
    expect((await tokenFor(sandbox.applications.main, `read:customers ${scope}`)).status).toBe(200);
  },
);

test('L: the answer repeats scopes that were not requested', async () => {
  const { json } = await tokenFor(sandbox.applications.main, 'read:customers');
  expect(json.scope).toBe('openid email profile offline_access roles read:customers');
});
