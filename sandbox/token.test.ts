import { startSandbox, type Sandbox } from './index.js';
import { ask, askToken, signedIn } from './testing.js';

let sandbox: Sandbox;
let now = Date.UTC(2026, 0, 1);
const clients = [{ name: 'Tiny Test Client', people: 5 }];

beforeAll(async () => {
  sandbox = await startSandbox({ clients, clock: () => now });
});
afterAll(() => sandbox.close());

async function withSandbox(options: Parameters<typeof startSandbox>[0], work: (other: Sandbox) => Promise<void>) {
  const other = await startSandbox({ clients, ...options });
  try {
    await work(other);
  } finally {
    await other.close();
  }
}

describe('signing in', () => {
  test('D, C: the tenant is in the query, in the form, or left out', async () => {
    expect((await askToken(sandbox, {}, '/auth/token?tenant=sandbox')).status).toBe(200);
    expect((await askToken(sandbox, { tenant: 'Sandbox' })).status).toBe(200);
    expect((await askToken(sandbox)).status).toBe(200);
    expect(await askToken(sandbox, {}, '/auth/token?tenant=other')).toMatchObject({
      status: 400,
      json: { error: 'invalid_request' },
    });
  });

  test('a tenant may insist on being named, and an on-premise HaloPSA has none', async () => {
    await withSandbox({ requireTenant: true }, async (strict) => {
      expect((await askToken(strict)).status).toBe(400);
      expect((await askToken(strict, {}, '/auth/token?tenant=sandbox')).status).toBe(200);
    });
    await withSandbox({ tenant: '' }, async (onPremise) => {
      expect((await askToken(onPremise, {}, '/auth/token?tenant=whatever')).status).toBe(200);
      expect((await ask(onPremise, '/api/authinfo')).json).toEqual({ auth_url: `${onPremise.url}/auth` });
    });
  });

  test('L: HTTP Basic client authentication works too', async () => {
    const basic = Buffer.from(`${sandbox.clientId}:${sandbox.clientSecret}`).toString('base64');
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'all' });
    const reply = await ask(sandbox, '/auth/token', {
      method: 'POST',
      body,
      headers: { authorization: `Basic ${basic}` },
    });
    expect(reply).toMatchObject({ status: 200, json: { token_type: 'Bearer' } });
  });

  test('C: authinfo tells without a token where to sign in, and which tenant it is', async () => {
    expect((await ask(sandbox, '/api/authinfo')).json).toEqual({
      auth_url: `${sandbox.url}/auth`,
      tenant_id: 'sandbox',
    });
    await withSandbox({ authUrl: 'https://elsewhere.example/auth' }, async (moved) => {
      expect((await ask(moved, '/api/authinfo')).json.auth_url).toBe('https://elsewhere.example/auth');
    });
  });

  test.each([{ scope: undefined }, { scope: '' }])(
    'L: without a scope (%j) the answer is a token, which is refused everywhere',
    async ({ scope }) => {
      const reply = await askToken(sandbox, { scope });
      expect(reply).toMatchObject({ status: 200, json: { token_type: 'Bearer', scope: '' } });
      for (const path of ['/api/Client', '/api/Site', '/api/Users', '/api/Users/101', '/api/DistributionLists']) {
        const refused = await ask(sandbox, path, { headers: { authorization: `Bearer ${reply.json.access_token}` } });
        expect([401, 403]).toContain(refused.status);
      }
    },
  );

  test('L: read:customers covers clients, sites and users', async () => {
    const get = await signedIn(sandbox, sandbox.applications.main, 'read:customers');
    for (const path of ['/api/Client', '/api/Site', '/api/Users', '/api/Client/12', '/api/Site/18', '/api/Users/101']) {
      expect((await get(path)).status).toBe(200);
    }
  });

  test('L: there is no read:users, and an unknown scope is invalid_scope', async () => {
    expect(await askToken(sandbox, { scope: 'read:users' })).toMatchObject({
      status: 400,
      json: { error: 'invalid_scope' },
    });
    expect(await askToken(sandbox, { scope: 'read:customers nonsense' })).toMatchObject({
      status: 400,
      json: { error: 'invalid_scope' },
    });
  });

  test('the answer contains a JWT and the usual fields', async () => {
    const { json } = await askToken(sandbox, { scope: 'all' });
    expect(json).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.any(String),
      id_token: expect.any(String),
    });
    expect(json.scope).toContain('read:customers');
    const header = JSON.parse(Buffer.from(json.access_token.split('.')[0], 'base64url').toString());
    expect(header).toMatchObject({ alg: 'HS256' });
  });

  test('L: a wrong client id is 401 invalid_client', async () => {
    const reply = await askToken(sandbox, { client_id: '00000000-0000-4000-a000-000000000000' });
    expect(reply).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
  });

  test.each(['', 'wrong', undefined])('L: a wrong secret (%j) is 401', async (client_secret) => {
    expect((await askToken(sandbox, { client_secret })).status).toBe(401);
  });

  test('another grant type, another content type and another method are refused', async () => {
    expect(await askToken(sandbox, { grant_type: 'password' })).toMatchObject({
      status: 400,
      json: { error: 'unsupported_grant_type' },
    });
    expect((await ask(sandbox, '/auth/token', { method: 'POST', body: '{}' })).status).toBe(400);
    expect((await ask(sandbox, '/auth/token')).status).toBe(405);
  });

  test('L: the client id is a GUID, the secret two of them joined by a hyphen', () => {
    const guid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}';
    expect(sandbox.clientId).toMatch(new RegExp(`^${guid}$`));
    expect(sandbox.clientSecret).toMatch(new RegExp(`^${guid}-${guid}$`));
  });
});

describe('tokens and rights', () => {
  test('an application without the customer scope, or with the wrong login type, gets a token and then 403', async () => {
    for (const application of [sandbox.applications.withoutCustomers, sandbox.applications.notAnAgent]) {
      const get = await signedIn(sandbox, application);
      expect(await get('/api/Client')).toMatchObject({
        status: 403,
        json: { ClassName: expect.any(String), Message: expect.any(String) },
      });
      expect((await get('/api/Users')).status).toBe(403);
    }
  });

  test('D: an agent who may see no one gets 200 and an empty list', async () => {
    const get = await signedIn(sandbox, sandbox.applications.blindAgent);
    expect(await get('/api/Client')).toMatchObject({ status: 200, json: { record_count: 0, clients: [] } });
    expect(await get('/api/Users?pageinate=true')).toMatchObject({ status: 200, json: { record_count: 0, users: [] } });
    expect(await get('/api/DistributionLists')).toMatchObject({ status: 200, json: [] });
    expect((await get('/api/Users/101')).status).toBe(404);
  });

  test('L: an expired token is usually 401', async () => {
    const get = await signedIn(sandbox);
    now += 3599_000;
    expect((await get('/api/Client')).status).toBe(200);
    now += 1_000;
    expect((await get('/api/Client')).status).toBe(401);
  });

  test('L: an expired token is 400 on some tenants', async () => {
    await withSandbox({ expiredTokenStatus: 400 }, async (other) => {
      const get = await signedIn(other);
      other.expireTokens();
      expect((await get('/api/Client')).status).toBe(400);
      expect((await (await signedIn(other))('/api/Client')).status).toBe(200);
    });
  });

  test('one application gets nothing but expired tokens', async () => {
    const get = await signedIn(sandbox, sandbox.applications.expired);
    expect((await get('/api/Client')).status).toBe(401);
  });

  test.each([undefined, 'Bearer', 'Bearer x.y.z', 'Basic abc'])('authorization %j is 401', async (authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    expect((await ask(sandbox, '/api/Client', { headers })).status).toBe(401);
  });

  test('a token that was tampered with is 401', async () => {
    const { json } = await askToken(sandbox);
    const [head, , signature] = json.access_token.split('.');
    const payload = Buffer.from('{"client_id":"x","scope":"all","exp":9999999999}').toString('base64url');
    const reply = await ask(sandbox, '/api/Client', {
      headers: { authorization: `Bearer ${head}.${payload}.${signature}` },
    });
    expect(reply.status).toBe(401);
  });
});
