import { gzipSync } from 'node:zlib';
import { HaloConnector } from '../../src/modules/halo-connector/index.js';
import { credentialsFor, errorOf, json, startScripted, type Handler, type Scripted } from './scripted.js';

let server: Scripted;
let halo: HaloConnector;
const now = Date.parse('2030-01-01T00:00:00Z');
const group = { kind: 'client', id: 9 } as const;

beforeEach(async () => {
  server = await startScripted();
  halo = new HaloConnector({ allow: [server.origin], now: () => now });
});
afterEach(async () => {
  await halo.close();
  await server.close();
});

const load = (pageNo = 1) => halo.usersPage(credentialsFor(server.origin), group, pageNo);
const answer =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Handler =>
  (_request, res) =>
    void res.writeHead(status, headers).end(body);

describe('how long HaloPSA asks to wait', () => {
  const clock = { date: 'Tue, 01 Jan 2030 08:00:00 GMT' };
  test.each<[string, Record<string, string>, number]>([
    ['600.5', {}, 600.5],
    ['1', {}, 1],
    [' 30 ', {}, 30],
    ['Tue, 01 Jan 2030 00:02:00 GMT', { date: 'Tue, 01 Jan 2030 00:00:00 GMT' }, 120],
    // the answer's own clock is eight hours ahead of ours
    ['Tue, 01 Jan 2030 08:02:00 GMT', clock, 120],
    ['Tuesday, 01-Jan-30 08:02:00 GMT', clock, 120],
    ['Tue Jan  1 08:02:00 2030', clock, 120],
    ['Tue, 01 Jan 2030 07:00:00 GMT', clock, 1],
    ['-5', {}, 300],
    ['600 seconds', {}, 300],
    ['2029', {}, 2_029],
    ['1e9', {}, 300],
    ['9'.repeat(400), {}, 3_600],
    ['999999999', {}, 3_600],
  ])('a 429 with Retry-After "%s" %j: %d s', async (header, headers, seconds) => {
    server.on('/api/Users', answer('slow down', { 'retry-after': header, ...headers }, 429));
    expect(await errorOf(load())).toMatchObject({
      code: 'rate-limited',
      retryAt: new Date(now + seconds * 1_000),
    });
  });

  test.each(['/auth/token', '/api/Users'])('on a 503 of %s too', async (path) => {
    server.on(path, answer('<html></html>', { 'retry-after': '600.5' }, 503));
    expect(await errorOf(load())).toMatchObject({ code: 'halo-error', retryAt: new Date(now + 600_500) });
    server.on(path, answer('', {}, 503));
    expect((await errorOf(load())).retryAt).toBeUndefined();
  });
});

describe('a byte order mark', () => {
  const utf16 = (text: string) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]);

  // The bytes of \u0122 are those of a quote and of a control character: read as UTF-8, the brackets would stand within a string.
  test.each([undefined, 'application/json; charset=utf-8'])('does not hide a bracket (%s)', async (type) => {
    server.on('/api/Users', answer(utf16(`["\u0122",${'['.repeat(100)}`), type ? { 'content-type': type } : {}));
    expect(await errorOf(load())).toMatchObject({ code: 'too-large', detail: 'more than 32 levels' });
  });

  test('does not change a long text in UTF-16', async () => {
    const users = [{ id: 1, client_id: 9, name: 'Zoë', logo: 'ä'.repeat(40_000) }];
    server.on('/api/Users', answer(utf16(JSON.stringify({ record_count: 1, users }))));
    expect((await load()).people).toMatchObject([{ haloId: 1, name: 'Zoë' }]);
  });
});

test.each([
  ['/api/Users', { record_count: 3e9, users: [{ id: 1, client_id: 9 }] }],
  ['/api/Users', { record_count: 2 ** 31, users: [{ id: 1, client_id: 9 }] }],
])('an impossible number of rows counts as missing (%#)', async (path, body) => {
  server.on(path, json(body));
  expect(await load()).toMatchObject({ announced: null, rows: 1 });
});

describe('a short wait at a page is waited out', () => {
  const everyThird = () => {
    let asked = 0;
    return (real: Handler): Handler =>
      (request, res) =>
        (++asked % 3 === 0 ? answer('slow down', { 'retry-after': '1' }, 429) : real)(request, res);
  };

  test('the portal connects even if every third call is refused for a second', async () => {
    const third = everyThird();
    const rows = Array.from({ length: 250 }, (_, n) => ({ id: n + 1, name: `Client ${n + 1}` }));
    server.on('/auth/token', third(json({ access_token: 'token' })));
    server.on(
      '/api/Client',
      third((request, res) => {
        const from = (Number(request.query.get('page_no')) - 1) * 100;
        json({ record_count: 250, clients: rows.slice(from, from + 100) })(request, res);
      }),
    );
    server.on('/api/DistributionLists', third(json([])));
    expect((await halo.listGroups(credentialsFor(server.origin))).groups).toHaveLength(250);
  });

  test('a 503 with Retry-After is waited out too, also with a web page', async () => {
    let asked = 0;
    server.on('/api/Client', (request, res) => {
      const busy = answer('<html></html>', { 'retry-after': '1', 'content-type': 'text/html' }, 503);
      (++asked % 2 === 1 ? busy : json({ record_count: 1, clients: [{ id: 1, name: 'Acme' }] }))(request, res);
    });
    server.on('/api/DistributionLists', json([]));
    expect((await halo.listGroups(credentialsFor(server.origin))).groups).toHaveLength(1);
    server.on('/api/Client', answer('', { 'retry-after': '60' }, 503));
    expect(await errorOf(halo.listGroups(credentialsFor(server.origin)))).toMatchObject({ code: 'halo-error' });
  });

  test('all pages of groups together take no longer than a person waits', async () => {
    const hasty = new HaloConnector({ allow: [server.origin], now: () => now, timeouts: { groupsMs: 500 } });
    server.on('/api/Client', (request, res) => {
      const pageNo = Number(request.query.get('page_no'));
      const clients = Array.from({ length: 100 }, (_, n) => ({ id: pageNo * 100 + n, name: 'Acme' }));
      setTimeout(() => json({ record_count: 20_000, clients })(request, res), 50);
    });
    expect(await errorOf(hasty.listGroups(credentialsFor(server.origin)))).toMatchObject({ code: 'timed-out' });
    await hasty.close();
  });

  test('a wait without an end is given up after the page’s time limit', async () => {
    const hasty = new HaloConnector({ allow: [server.origin], now: () => now, timeouts: { pageMs: 2_000 } });
    server.on('/api/Client', answer('slow down', { 'retry-after': '1' }, 429));
    expect(await errorOf(hasty.listGroups(credentialsFor(server.origin)))).toMatchObject({ code: 'rate-limited' });
    expect(server.to('/api/Client').length).toBeLessThanOrEqual(3);
    await hasty.close();
  });

  test('a long wait is reported at once, and in the background also a short one', async () => {
    server.on('/api/Client', answer('slow down', { 'retry-after': '60' }, 429));
    expect(await errorOf(halo.listGroups(credentialsFor(server.origin)))).toMatchObject({ code: 'rate-limited' });
    expect(server.to('/api/Client')).toHaveLength(1);
    server.on('/api/Users', answer('slow down', { 'retry-after': '1' }, 429));
    expect(await errorOf(load())).toMatchObject({ code: 'rate-limited' });
    expect(server.to('/api/Users')).toHaveLength(1);
  });
});

describe('a web page is not taken for an answer of HaloPSA', () => {
  const page = (status: number) =>
    answer('<!DOCTYPE html><title>Attention Required!</title>', { 'content-type': 'text/html' }, status);

  test.each([401, 403])('%d with a web page at the sign-in', async (status) => {
    server.on('/auth/token', page(status));
    expect(await errorOf(load())).toMatchObject({ code: 'proxy-refused', detail: String(status), webPage: true });
  });

  test.each([401, 403])('%d with a web page at a list', async (status) => {
    server.on('/api/Users', page(status));
    server.on('/api/Client', page(status));
    expect(await errorOf(load())).toMatchObject({ code: 'proxy-refused', webPage: true });
    expect(await errorOf(halo.listGroups(credentialsFor(server.origin)))).toMatchObject({ code: 'proxy-refused' });
  });

  test.each([
    ['JSON', answer('{"Message":"no"}', { 'content-type': 'application/json' }, 403)],
    ['nothing', answer('', {}, 403)],
    ['plain text', answer('This module is not enabled.', { 'content-type': 'text/plain' }, 403)],
    [
      'XML, as .NET may say it',
      answer('<Error><Message>Authorization has been denied.</Message></Error>', { 'content-type': 'text/xml' }, 403),
    ],
  ])('403 with %s is', async (_what, refusal) => {
    server.on('/api/Users', refusal);
    expect(await errorOf(load())).toMatchObject({ code: 'not-permitted' });
  });

  test.each([200, 500, 503])('%d with a web page on a later page means maintenance', async (status) => {
    server.on('/api/Users', page(status));
    expect(await errorOf(load(2))).toMatchObject({ code: 'maintenance', webPage: true });
    expect((await errorOf(load(1))).code).toBe(status === 200 ? 'not-halopsa' : 'halo-error');
  });

  test('a page of groups is requested again during maintenance', async () => {
    let asked = 0;
    server.on('/api/Client', (request, res) => {
      const pageNo = Number(request.query.get('page_no'));
      if (pageNo === 2 && ++asked < 2) return page(200)(request, res);
      json({ record_count: 2, clients: pageNo > 2 ? [] : [{ id: pageNo, name: 'x' }] })(request, res);
    });
    expect((await halo.listGroups(credentialsFor(server.origin))).groups).toHaveLength(2);
    server.on('/api/Client', (request, res) =>
      (request.query.get('page_no') === '1' ? json({ record_count: 2, clients: [{ id: 1 }] }) : page(503))(
        request,
        res,
      ),
    );
    expect(await errorOf(halo.listGroups(credentialsFor(server.origin)))).toMatchObject({ code: 'maintenance' });
  });
});

describe('how an answer is written', () => {
  const users = (name: string) => `{"record_count":1,"users":[{"id":3,"client_id":9,"name":"${name}"}]}`;
  const nameOf = async () => (await load()).people[0]?.name;

  test.each([
    '',
    'identity',
    'Identity',
    'IDENTITY',
    ' identity ',
    'identity, identity',
    'utf-8',
    'UTF-8',
    'none',
    '8bit',
  ])('Content-Encoding "%s" means no compression', async (coding) => {
    server.on('/api/Users', answer(users('Zoë'), { 'content-encoding': coding }));
    expect(await nameOf()).toBe('Zoë');
  });

  test.each(['gzip', 'GZIP', 'x-gzip', 'deflate', 'br', 'zstd', 'compress', 'identity, gzip'])(
    'Content-Encoding "%s" means compression, and is refused',
    async (coding) => {
      server.on('/api/Users', answer(gzipSync(users('Zoë')), { 'content-encoding': coding }));
      expect(await errorOf(load())).toMatchObject({ code: 'bad-answer', detail: 'compressed' });
    },
  );

  const latin = Buffer.from(users('Zoë Müller'), 'latin1');
  const utf8 = Buffer.from(users('Zoë Müller'), 'utf8');
  const utf16 = Buffer.from(`\uFEFF${users('Zoë Müller')}`, 'utf16le');
  test.each<[string, Buffer]>([
    ['application/json', utf8],
    ['application/json; charset=utf-8', utf8],
    ['application/json;charset="UTF-8"', utf8],
    ["application/json; charset='utf8'", utf8],
    ['application/json; Charset = UTF-8 ', utf8],
    ['application/json; charset=iso-8859-1', latin],
    ['application/json; charset="ISO-8859-1"; odata=x', latin],
    ['application/json; charset=windows-1252', latin],
    ['application/json; charset=latin1', latin],
    ['application/json; charset=klingon', utf8],
    ['application/json; charset=klingon', latin],
    ['application/json; charset=', utf8],
    ['application/json; charset=iso-8859-1', Buffer.concat([Buffer.from('\uFEFF'), utf8])],
    ['application/json', utf16],
    ['application/json; charset=utf-16', utf16],
  ])('%s', async (type, body) => {
    server.on('/api/Users', answer(body, { 'content-type': type }));
    expect(await nameOf()).toBe('Zoë Müller');
  });

  test('windows-1252 has letters where ISO 8859-1 has control characters', async () => {
    const body = Buffer.from(users('O\u0092Neill'), 'latin1');
    server.on('/api/Users', answer(body, { 'content-type': 'application/json; charset=iso-8859-1' }));
    expect(await nameOf()).toBe('O’Neill');
  });
});
