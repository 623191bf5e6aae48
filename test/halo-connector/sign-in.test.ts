import { HaloConnector } from '../../src/modules/halo-connector/index.js';
import { credentialsFor, errorOf, faultOf, json, startScripted, type Scripted } from './scripted.js';

let server: Scripted;
let halo: HaloConnector;
let now: number;
const group = { kind: 'client', id: 9 } as const;
const users = json({ record_count: 0, users: [] });

beforeEach(async () => {
  server = await startScripted();
  server.on('/api/Users', users);
  now = Date.parse('2030-01-01T00:00:00Z');
  halo = new HaloConnector({ allow: [server.origin], now: () => now, userAgent: 'portal-test' });
});
afterEach(async () => {
  await halo.close();
  await server.close();
});

const load = (credentials = credentialsFor(server.origin)) => halo.usersPage(credentials, group, 1);
const signIns = () => server.to('/auth/token').length;

test('a sign-in asks for reading customers only, with the tenant in the query, and for no compression', async () => {
  await load();
  const [request] = server.to('/auth/token');
  expect(request).toMatchObject({
    method: 'POST',
    headers: { 'accept-encoding': 'identity', 'user-agent': 'portal-test' },
  });
  expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: credentialsFor('').clientId,
    client_secret: credentialsFor('').clientSecret.reveal(),
    scope: 'read:customers read:distributionlists',
  });
  expect(request?.query.toString()).toBe('tenant=acme');
  expect(server.to('/api/Users')[0]?.headers.authorization).toBe('Bearer token-1');
});

test('an on-premise HaloPSA has no tenant to name', async () => {
  await load(credentialsFor(server.origin, { tenantId: null }));
  expect(server.to('/auth/token')[0]?.query.size).toBe(0);
});

test('a token serves until 80 % of its lifetime', async () => {
  await load();
  now += 0.79 * 3_600_000;
  await load();
  expect(signIns()).toBe(1);
  now += 0.02 * 3_600_000;
  await load();
  expect(signIns()).toBe(2);
});

test('simultaneous callers share one token request; other credentials have their own', async () => {
  await Promise.all([load(), load(), load(), load(credentialsFor(server.origin, { tenantId: 'other' }))]);
  expect(signIns()).toBe(2);
});

test('a caller that leaves does not cancel the shared sign-in', async () => {
  const leaving = new AbortController();
  server.on('/auth/token', (request, res) => {
    leaving.abort();
    json({ access_token: 'token' })(request, res);
  });
  const left = faultOf(halo.usersPage(credentialsFor(server.origin), group, 1, leaving.signal));
  await expect(load()).resolves.toMatchObject({ rows: 0 });
  expect(await left).toBe('cancelled');
  expect(signIns()).toBe(1);
});

test.each([401, 400])(
  'a token that expired early (%d) is replaced once, however many callers notice',
  async (status) => {
    await load();
    server.on('/api/Users', (request, res) =>
      request.headers.authorization === 'Bearer token-1'
        ? json({ Message: 'expired' }, status)(request, res)
        : users(request, res),
    );
    await Promise.all([load(), load(), load()]);
    expect(signIns()).toBe(2);
  },
);

test('a second refusal is final', async () => {
  await load();
  server.on('/api/Users', json({}, 401));
  expect(await faultOf(load())).toBe('not-permitted');
  expect(signIns()).toBe(2);
  expect(server.to('/api/Users')).toHaveLength(3);
});

test('a failed sign-in is not remembered', async () => {
  server.on('/auth/token', json({}, 503));
  expect(await faultOf(load())).toBe('halo-error');
  server.on('/auth/token', json({ access_token: 'token' }));
  await expect(load()).resolves.toMatchObject({ rows: 0 });
});

describe('authinfo', () => {
  const authinfo = (auth_url: unknown, tenant_id?: string) => server.on('/api/authinfo', json({ auth_url, tenant_id }));
  const refuse = json({ error: 'invalid_client' }, 401);

  test('shows which server answers, without a sign-in', async () => {
    authinfo(`${server.origin}/auth/`, 'acme');
    expect(await halo.discover(server.origin)).toEqual({ tenantId: 'acme', authUrl: `${server.origin}/auth` });
    authinfo(undefined);
    expect(await halo.discover(server.origin)).toBeUndefined();
    server.on('/api/authinfo', (_request, res) => res.end('<html>'));
    expect(await halo.discover(server.origin)).toBeUndefined();
  });

  test('is not called if the sign-in works', async () => {
    await load();
    expect(server.to('/api/authinfo')).toHaveLength(0);
  });

  test('finds another path on the same origin', async () => {
    authinfo(`${server.origin}/identity`);
    server.on('/auth/token', json({}, 404));
    server.on('/identity/token', json({ access_token: 'elsewhere' }));
    await load();
    expect(server.to('/api/Users')[0]?.headers.authorization).toBe('Bearer elsewhere');
  });

  test('adds the tenant that was left out', async () => {
    authinfo(`${server.origin}/auth`, 'found');
    server.on('/auth/token', (request, res) =>
      (request.query.get('tenant') === 'found' ? json({ access_token: 'token' }) : refuse)(request, res),
    );
    await load(credentialsFor(server.origin, { tenantId: null }));
    expect(await faultOf(load())).toBe('wrong-credentials');
  });

  test('never sends a secret to another origin before an admin has agreed to it', async () => {
    const other = await startScripted();
    const both = new HaloConnector({ allow: [server.origin, other.origin] });
    try {
      authinfo(`${other.origin}/auth`);
      server.on('/auth/token', json({}, 404));
      const error = await errorOf(both.usersPage(credentialsFor(server.origin), group, 1));
      expect(error).toMatchObject({ code: 'other-sign-in-host', origin: other.origin });
      expect(other.requests).toHaveLength(0);
      await both.usersPage(credentialsFor(server.origin, { signInOrigin: other.origin }), group, 1);
      expect(other.requests.map(({ path }) => path)).toEqual(['/auth/token']);
      expect(other.requests[0]?.body).toContain('client_secret=');
    } finally {
      await both.close();
      await other.close();
    }
  });

  test('changes nothing for an address that recognises wrong credentials', async () => {
    authinfo('https://behind-a-proxy.example/auth');
    server.on('/auth/token', refuse);
    expect(await faultOf(load())).toBe('wrong-credentials');
  });
});
