import { gzipSync } from 'node:zlib';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { HaloConnector, Secret, type HaloCredentials } from '../../src/modules/halo-connector/index.js';
import { credentialsFor, errorOf, faultOf, json, startScripted, type Handler, type Scripted } from './scripted.js';

let sandbox: Sandbox;
let halo: HaloConnector;
let credentials: HaloCredentials;
let client: { kind: 'client'; id: number };

beforeAll(async () => {
  sandbox = await startSandbox({ clients: [{ name: 'Acme', people: 7 }] });
  client = { kind: 'client', id: sandbox.world.clients[0]?.id ?? 0 };
  const { url, tenantId, clientId } = sandbox;
  credentials = { baseUrl: url, tenantId, clientId, clientSecret: Secret.of(sandbox.clientSecret) };
});
afterAll(() => sandbox.close());
beforeEach(() => {
  halo = new HaloConnector({ allow: [sandbox.url] });
});
afterEach(async () => {
  sandbox.faults.clear();
  await halo.close();
});

test.each(['http-401', 'http-500', 'html', 'cut-off', 'reset'] as const)(
  '%s: its error repeats no secret',
  async (fault) => {
    sandbox.faults.set({ fault, on: 'token' });
    const error = await errorOf(halo.listGroups(credentials));
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(sandbox.clientSecret);
  },
);

test.each([
  ['a client id that is none', { clientId: '00000000-0000-4000-8000-000000000000' }, 'wrong-credentials'],
  ['a wrong secret', { clientSecret: Secret.of('wrong') }, 'wrong-credentials'],
  ['a wrong tenant', { tenantId: 'someone-else' }, 'wrong-credentials'],
] as const)('%s', async (_what, wrong, code) => {
  expect(await faultOf(halo.listGroups({ ...credentials, ...wrong }))).toBe(code);
});

test.each([
  ['withoutCustomers', 'not-permitted'],
  ['notAnAgent', 'not-permitted'],
  ['expired', 'not-permitted'],
] as const)('the application %s is %s', async (which, code) => {
  const { clientId, clientSecret } = sandbox.applications[which];
  const other = { ...credentials, clientId, clientSecret: Secret.of(clientSecret) };
  expect(await faultOf(halo.listGroups(other))).toBe(code);
  expect(await faultOf(halo.usersPage(other, client, 1))).toBe(code);
});

test('an agent without rights gets empty lists', async () => {
  const { clientId, clientSecret } = sandbox.applications.blindAgent;
  const blind = { ...credentials, clientId, clientSecret: Secret.of(clientSecret) };
  expect(await halo.listGroups(blind)).toMatchObject({ groups: [], announced: 0 });
});

describe('against a server with scripted answers', () => {
  let server: Scripted;
  let scripted: HaloConnector;
  const now = Date.parse('2030-01-01T00:00:00Z');
  beforeEach(async () => {
    server = await startScripted();
    scripted = new HaloConnector({ allow: [server.origin], now: () => now });
  });
  afterEach(async () => {
    await scripted.close();
    await server.close();
  });

  test.each(['/auth/token', '/api/Client', '/api/Users'])(
    'a caller that leaves during %s is cancelled',
    async (path) => {
      const controller = new AbortController();
      server.on(path, () => controller.abort());
      const to = credentialsFor(server.origin);
      const done =
        path === '/api/Users'
          ? scripted.usersPage(to, client, 1, controller.signal)
          : scripted.listGroups(to, controller.signal);
      expect(await faultOf(done)).toBe('cancelled');
      expect(await faultOf(scripted.usersPage(to, client, 1, AbortSignal.abort()))).toBe('cancelled');
    },
  );

  test.each([
    ['30', 'Rate Limit Reached - 300 Requests per rolling 5 minute window', 30],
    ['', 'Rate Limit Reached - 300 Requests per rolling 120 second window', 120],
    ['', 'Rate Limit Reached - 500 Requests per rolling 3 minute window', 180],
    ['', 'slow down', 300],
    ['soon', '', 300],
    ['0', '', 1],
    ['999999999', '', 3_600],
  ])('429 with Retry-After "%s" and "%s" waits %d s', async (header, text, seconds) => {
    for (const path of ['/auth/token', '/api/Users']) {
      server.on(path, (_request, res) => res.writeHead(429, header ? { 'retry-after': header } : {}).end(text));
      const error = await errorOf(scripted.usersPage(credentialsFor(server.origin), client, 1));
      expect(error).toMatchObject({ code: 'rate-limited', retryAt: new Date(now + seconds * 1_000) });
      server.on('/auth/token', json({ access_token: 'token' }));
    }
  });

  test.each([
    [400, { error: 'invalid_scope' }, 'not-permitted', '400 invalid_scope'],
    [400, { error: 'unauthorized_client' }, 'not-permitted', '400 unauthorized_client'],
    [
      401,
      { error: 'invalid_client', error_description: 'Bob Fisher, 4f5c6a6e' },
      'wrong-credentials',
      '401 invalid_client',
    ],
    [401, { error: 'bob@example.com' }, 'wrong-credentials', '401'],
    [405, {}, 'not-halopsa', '405'],
    [204, {}, 'not-halopsa', '204'],
  ])('a sign-in refused with %d %j is %s, and repeats no free text', async (status, body, code, detail) => {
    server.on('/auth/token', json(body, status));
    expect(await errorOf(scripted.listGroups(credentialsFor(server.origin)))).toMatchObject({ code, detail });
  });

  test.each([
    ['no token', {}],
    ['a token that no header can carry', { access_token: 'a\r\nx-injected: 1' }],
    ['a token that is a number', { access_token: 7 }],
  ])('%s in a 200 means that the server is not HaloPSA', async (_what, body) => {
    server.on('/auth/token', json(body));
    expect(await faultOf(scripted.listGroups(credentialsFor(server.origin)))).toBe('not-halopsa');
  });

  test('a server that does not speak HTTP is reported as no HaloPSA', async () => {
    server.on('/auth/token', (_request, res) => void res.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'));
    expect(await faultOf(scripted.listGroups(credentialsFor(server.origin)))).toBe('not-halopsa');
  });

  describe('an answer that cannot be a list', () => {
    const users = () => faultOf(scripted.usersPage(credentialsFor(server.origin), client, 1));

    test('30 MB of brackets are refused before they have all come', async () => {
      let sent = 0;
      server.on('/api/Users', (_request, res) => {
        const more = (): void => {
          while (sent < 30_000_000 && !res.destroyed) {
            sent += 100_000;
            if (!res.write('['.repeat(100_000))) return void res.once('drain', more);
          }
          res.end();
        };
        more();
      });
      expect(await users()).toBe('too-large');
      expect(sent).toBeLessThan(30_000_000);
    });

    test('brackets in UTF-16, which look like others byte by byte', async () => {
      const body = Buffer.from(`["\u2200",${'['.repeat(40)}`, 'utf16le');
      server.on('/api/Users', (_request, res) =>
        res.writeHead(200, { 'content-type': 'application/json; charset=utf-16le' }).end(body),
      );
      expect(await users()).toBe('too-large');
    });

    test('pages of groups without end: no more than 20,000 in all', async () => {
      const page = (from: number) =>
        JSON.stringify({ clients: Array.from({ length: 9_000 }, (_, n) => ({ id: from + n, name: 'A client' })) });
      let asked = 0;
      server.on('/api/Client', (_request, res) => res.end(page(1 + 9_000 * asked++)));
      expect(await faultOf(scripted.listGroups(credentialsFor(server.origin)))).toBe('too-large');
      expect(asked).toBe(3);
    });

    test('a page of 100 clients with logos, 16 MB, is read', async () => {
      const clients = Array.from({ length: 100 }, (_, n) => ({ id: n + 1, name: `C${n}`, logo: 'A'.repeat(160_000) }));
      server.on('/api/Client', (request, res) => {
        const first = request.query.get('page_no') === '1';
        res.end(JSON.stringify({ record_count: 100, clients: first ? clients : [] }));
      });
      expect((await scripted.listGroups(credentialsFor(server.origin))).groups).toHaveLength(100);
    });
  });

  test('a compressed answer is refused as such, however small', async () => {
    const body = gzipSync('{"record_count":0,"users":[]}');
    server.on('/api/Users', (_request, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end(body));
    const error = await errorOf(scripted.usersPage(credentialsFor(server.origin), client, 1));
    expect(error).toMatchObject({ code: 'bad-answer', detail: 'compressed' });
  });

  describe('a refusal is recognised by its status alone', () => {
    const texts: [string, Handler][] = [
      [
        'compressed',
        (_request, res) => res.writeHead(429, { 'content-encoding': 'gzip' }).end(gzipSync('Rate Limit Reached')),
      ],
      [
        'cut off',
        (_request, res) => {
          res.writeHead(429, { 'content-length': 100 }).write('Rate', () => void res.socket?.resetAndDestroy());
        },
      ],
      ['that never comes', (_request, res) => void res.writeHead(429, { 'content-length': 100 }).flushHeaders()],
      ['of megabytes', (_request, res) => void res.writeHead(429).end('a'.repeat(2_000_000))],
    ];

    test.each(texts)('a 429 with a text %s', async (_what, answer) => {
      const timeouts = { overallMs: 3_000 };
      const hasty = new HaloConnector({ allow: [server.origin], now: () => now, timeouts, maxAnswerBytes: 300_000 });
      server.on('/api/Users', answer);
      const error = await errorOf(hasty.usersPage(credentialsFor(server.origin), client, 1));
      expect(error).toMatchObject({ code: 'rate-limited', retryAt: new Date(now + 300_000) });
      await hasty.close();
    });

    test('a sign-in refused in a compressed text', async () => {
      const text = gzipSync('{"error":"invalid_client"}');
      server.on('/auth/token', (_request, res) => res.writeHead(401, { 'content-encoding': 'gzip' }).end(text));
      expect(await faultOf(scripted.listGroups(credentialsFor(server.origin)))).toBe('wrong-credentials');
    });

    test('a caller that leaves while the text arrives is still cancelled', async () => {
      const controller = new AbortController();
      server.on('/api/Users', (_request, res) => {
        res.writeHead(500, { 'content-length': 100 }).write('Oh', () => controller.abort());
      });
      const done = scripted.usersPage(credentialsFor(server.origin), client, 1, controller.signal);
      expect(await faultOf(done)).toBe('cancelled');
    });
  });

  test('a byte order mark before the JSON does no harm', async () => {
    server.on('/api/Users', (_request, res) => res.end('\uFEFF{"record_count":1,"users":[{"id":3,"client_id":9}]}'));
    const page = await scripted.usersPage(credentialsFor(server.origin), { kind: 'client', id: 9 }, 1);
    expect(page.people.map((person) => person.haloId)).toEqual([3]);
  });
});
