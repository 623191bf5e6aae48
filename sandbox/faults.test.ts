import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { startSandbox, type FaultName, type FaultRule, type Sandbox, type UserRow } from './index.js';
import { ask, askToken, EVERYBODY, signedIn, type Reply } from './testing.js';

let sandbox: Sandbox;
let authorization: string;
let get: (path: string, init?: RequestInit) => Promise<Reply>;

beforeAll(async () => {
  sandbox = await startSandbox({
    clients: [
      { name: 'Tiny Test Client', people: 250 },
      { name: 'Other', people: 10 },
    ],
  });
  get = await signedIn(sandbox);
  authorization = `Bearer ${(await askToken(sandbox, { scope: 'all' })).json.access_token}`;
});
beforeEach(() => sandbox.requests.clear());
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

const page = (n: number, more = '') =>
  get(`/api/Users?pageinate=true&page_size=100&page_no=${n}&client_id=12&${EVERYBODY}${more}`);
const ids = (reply: Reply): number[] => reply.json.users.map((row: UserRow) => row.id);

/** The code of the connection's error. */
async function failure(of: Promise<unknown>): Promise<string | undefined> {
  const error = (await of.then(
    () => undefined,
    (reason: unknown) => reason,
  )) as { cause?: { code?: string; message?: string } } | undefined;
  return error?.cause?.code ?? error?.cause?.message;
}

describe('where and how often', () => {
  test('a fault holds for its call and its page, and for as many times as said', async () => {
    sandbox.faults.set({ fault: 'http-500', on: 'users', page: 2, times: 1 });
    expect((await get('/api/Client')).status).toBe(200);
    expect((await page(1)).status).toBe(200);
    expect((await page(2)).status).toBe(500);
    expect((await page(2)).status).toBe(200);
    expect(sandbox.requests.all('users').map(({ status, fault }) => [status, fault])).toEqual([
      [200, null],
      [500, 'http-500'],
      [200, null],
    ]);
  });

  test('from a page on, until switched off', async () => {
    const off = sandbox.faults.set({ fault: 'http-503', on: 'users', fromPage: 2 });
    expect((await page(1)).status).toBe(200);
    expect((await page(2)).status).toBe(503);
    expect((await page(3)).status).toBe(503);
    off();
    expect((await page(3)).status).toBe(200);
  });

  test('on the token endpoint', async () => {
    sandbox.faults.set({ fault: 'http-429', on: 'token', retryAfter: 7 });
    const reply = await askToken(sandbox);
    expect(reply).toMatchObject({ status: 429, text: 'Rate Limit Reached - 300 Requests per rolling 5 minute window' });
    expect(reply.headers.get('retry-after')).toBe('7');
  });

  test('switched over HTTP on a running sandbox, and listed, and cleared', async () => {
    const control = (method: string, body?: string) =>
      ask(sandbox, '/sandbox/faults', { method, ...(body ? { body } : {}) });
    expect((await control('POST', '{"fault":"http-502","on":"users","times":2}')).status).toBe(201);
    expect((await control('POST', 'http-500')).status).toBe(201);
    expect((await control('GET')).json.on).toEqual([
      { fault: 'http-502', on: 'users', times: 2 },
      { fault: 'http-500' },
    ]);
    expect((await page(1)).status).toBe(502);
    expect((await get('/api/Client')).status).toBe(500);
    await control('DELETE');
    expect((await page(1)).status).toBe(200);
    expect((await ask(sandbox, '/sandbox/requests')).json).toMatchObject({ users: 2, clients: 1, token: 0 });
  });

  test.each([
    'nonsense',
    '{"fault":"x"}',
    '{"fault":"html","on":"x"}',
    '{"fault":"html","page":"2"}',
    '{"fault":"html","pgae":2}',
    '7',
  ])('a fault that cannot be understood (%s) is refused with a sentence', async (body) => {
    const reply = await ask(sandbox, '/sandbox/faults', { method: 'POST', body });
    expect(reply).toMatchObject({ status: 422, json: { error: expect.any(String) } });
    expect(sandbox.faults.list()).toEqual([]);
  });

  test('by a header, for one request', async () => {
    expect((await get('/api/Client', { headers: { 'x-sandbox-fault': 'http-502' } })).status).toBe(502);
    expect((await get('/api/Client', { headers: { 'x-sandbox-fault': 'what?' } })).status).toBe(422);
    expect((await get('/api/Client')).status).toBe(200);
  });
});

describe('broken connections', () => {
  test('refused: the connection breaks, further ones are refused until the fault ends', async () => {
    sandbox.faults.set({ fault: 'refused', on: 'users', ms: 600_000, times: 1 });
    expect(await failure(page(1))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(await failure(page(1))).toBe('ECONNREFUSED');
    await sandbox.accept();
    expect((await page(1)).status).toBe(200);
  });

  test('refused for a while: it listens again by itself', async () => {
    sandbox.faults.set({ fault: 'refused', ms: 20, times: 1 });
    await failure(page(1));
    const deadline = Date.now() + 5_000;
    while ((await failure(page(1))) !== undefined) expect(Date.now()).toBeLessThan(deadline);
  });

  test('refuse and accept by program', async () => {
    await sandbox.refuse();
    expect(await failure(page(1))).toBe('ECONNREFUSED');
    await sandbox.accept();
    expect((await page(1)).status).toBe(200);
  });

  test('reset before the answer', async () => {
    sandbox.faults.set({ fault: 'reset', times: 1 });
    expect(await failure(page(1))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  });

  test('reset halfway: the headers and half of the body have come', async () => {
    sandbox.faults.set({ fault: 'reset-halfway', times: 1 });
    const got = await raw('/api/Client');
    expect(got.status).toBe(200);
    expect(got.body.length).toBeGreaterThan(10);
    expect(got.body.length).toBeLessThan(got.announced);
    expect(got.end).toBe('broken');
  });

  test('timeout: nothing comes until the client hangs up', async () => {
    sandbox.faults.set({ fault: 'timeout', on: 'sites', times: 1 });
    const hangUp = new AbortController();
    const outcome = get('/api/Site', { signal: hangUp.signal }).then(
      () => 'answered',
      (error: Error) => error.name,
    );
    const deadline = Date.now() + 5_000;
    while (sandbox.requests.count('sites') === 0) {
      expect(Date.now()).toBeLessThan(deadline);
      await new Promise(setImmediate);
    }
    // The server answers others meanwhile; this request never gets an answer.
    expect((await get('/api/Client')).status).toBe(200);
    expect(sandbox.requests.all('sites')).toMatchObject([{ status: 0, fault: 'timeout' }]);
    hangUp.abort();
    expect(await outcome).toBe('AbortError');
  });

  test('slow: the answer comes after the time', async () => {
    sandbox.faults.set({ fault: 'slow', ms: 50, times: 1 });
    const started = performance.now();
    expect((await page(1)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(45);
  });

  test('slow: switched off, the answer comes at once, also to a request that waits', async () => {
    const off = sandbox.faults.set({ fault: 'slow', ms: 3_600_000, times: 1 });
    const waiting = page(1);
    while (sandbox.faults.list().length > 0) await new Promise(setImmediate);
    off();
    expect((await waiting).status).toBe(200);
  });

  test('stall: half of the body, then silence', async () => {
    sandbox.faults.set({ fault: 'stall', times: 1 });
    const got = await raw('/api/Client', 200);
    expect(got).toMatchObject({ status: 200, end: 'given up' });
    expect(got.body.length).toBeGreaterThan(10);
  });

  test('trickle: the body comes in small pieces, and whole', async () => {
    sandbox.faults.set({ fault: 'trickle', on: 'user', ms: 1, times: 1 });
    expect((await get('/api/Users/120')).json.id).toBe(120);
  });
});

describe('wrong answers', () => {
  test.each<[FaultName, number, string]>([
    ['http-400', 400, 'application/json'],
    ['http-401', 401, 'application/json'],
    ['http-403', 403, 'application/json'],
    ['http-404', 404, 'text/plain'],
    ['http-429', 429, 'text/plain'],
    ['http-500', 500, 'application/json'],
    ['http-502', 502, 'text/html'],
    ['http-503', 503, 'text/html'],
    ['html', 200, 'text/html'],
  ])('%s', async (fault, status, type) => {
    sandbox.faults.set({ fault, on: 'users', page: 2, times: 1 });
    const reply = await page(2);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toContain(type);
    expect(reply.headers.get('retry-after')).toBeNull();
  });

  test('redirect leads to the configured address', async () => {
    sandbox.faults.set({ fault: 'redirect', times: 1, location: 'http://127.0.0.1:1/x' });
    const reply = await get('/api/Client', { redirect: 'manual' });
    expect([reply.status, reply.headers.get('location')]).toEqual([302, 'http://127.0.0.1:1/x']);
  });

  test('cut off: a complete answer whose JSON ends in the middle', async () => {
    sandbox.faults.set({ fault: 'cut-off', times: 1 });
    const reply = await page(1);
    expect(reply).toMatchObject({ status: 200, json: undefined });
    expect(reply.text).toMatch(/^\{"page_no":1/);
  });

  test('empty, null, another shape, and rows that are no rows', async () => {
    const once = (fault: FaultName) => {
      sandbox.faults.set({ fault, times: 1 });
      return page(1);
    };
    expect((await once('empty')).text).toBe('');
    expect((await once('wrong-null')).json).toBeNull();
    expect((await once('wrong-shape')).json.users).toBeUndefined();
    expect((await once('wrong-rows')).json).toMatchObject({
      page_no: 1,
      record_count: 250,
      users: [null, 7, 'row', [], {}, {}, {}, {}],
    });
    sandbox.faults.set({ fault: 'wrong-rows', on: 'lists' });
    expect((await get('/api/DistributionLists')).json[0]).toBeNull();
  });
});

describe('lists with wrong numbers or pages', () => {
  const lying = (rule: FaultRule) => sandbox.faults.set({ on: 'users', ...rule });

  test('a list without an end', async () => {
    lying({ fault: 'endless' });
    const [third, tenth] = [await page(3), await page(10)];
    expect(ids(third)).toHaveLength(100);
    expect(third.json.record_count).toBe(250);
    expect(ids(tenth)).toHaveLength(100);
    expect(ids(tenth).some((id) => ids(third).includes(id))).toBe(false);
  });

  test('record_count too high and too low', async () => {
    const off = lying({ fault: 'count-high' });
    expect((await page(1)).json.record_count).toBe(375);
    off();
    lying({ fault: 'count-low', by: 3 });
    expect((await page(1)).json.record_count).toBe(247);
    expect(ids(await page(3))).toHaveLength(50);
  });

  test('a page that repeats', async () => {
    const first = ids(await page(1));
    lying({ fault: 'repeat-page', page: 2, times: 1 });
    expect(ids(await page(2))).toEqual(first);
    expect(ids(await page(2))).not.toEqual(first);
    lying({ fault: 'repeat-page', fromPage: 2, show: 1 });
    expect(ids(await page(3))).toEqual(first);
  });

  test('fewer rows in a page than were asked for', async () => {
    lying({ fault: 'page-cap', rows: 40 });
    expect(ids(await page(1))).toHaveLength(40);
    expect(ids(await page(7))).toHaveLength(10);
  });

  test('every person, regardless of the filter', async () => {
    lying({ fault: 'filters-ignored' });
    expect((await page(1)).json.record_count).toBe(260);
  });
});

describe('answers that are compressed, whether that was asked for or not', () => {
  test('a normal answer and a refusal', async () => {
    sandbox.faults.set({ fault: 'compressed', times: 1 });
    sandbox.faults.set({ fault: 'http-429-compressed', retryAfter: 30, times: 1 });
    const whole = await raw('/api/Client');
    expect([whole.status, whole.headers['content-encoding']]).toEqual([200, 'gzip']);
    expect(JSON.parse(gunzipSync(whole.body).toString()).clients).toHaveLength(2);
    const refused = await raw('/api/Client');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '30']);
    expect(gunzipSync(refused.body).toString()).toContain('Rate Limit Reached');
  });
});

describe('answers that are too large', () => {
  test('200 MB are sent while the client reads them', async () => {
    sandbox.faults.set({ fault: 'huge', times: 1 });
    const response = await fetch(`${sandbox.url}/api/Client`);
    let received = 0;
    for await (const chunk of response.body ?? []) {
      received += (chunk as Uint8Array).length;
      if (received > 5_000_000) break;
    }
    expect(received).toBeGreaterThan(5_000_000);
    sandbox.faults.set({ fault: 'huge', bytes: 3_000_000, times: 1 });
    const whole = await get('/api/Client');
    expect(whole.text.length).toBeGreaterThan(3_000_000);
    expect(whole.json.users).toHaveLength(1);
  });

  test('a gzip bomb is small on the wire and large behind it', async () => {
    sandbox.faults.set({ fault: 'gzip-bomb', bytes: 20 * 1024 * 1024, times: 1 });
    const got = await raw('/api/Client');
    expect(got.headers['content-encoding']).toBe('gzip');
    expect(got.body.length).toBeLessThan(200_000);
    expect(JSON.parse(gunzipSync(got.body).toString()).users[0].name).toHaveLength(20 * 1024 * 1024);
  });
});

/** A raw request: does not decompress, follow or complete the answer. Gives up after a while without data. */
function raw(path: string, silence = 5_000) {
  return new Promise<{
    status: number;
    headers: Record<string, unknown>;
    announced: number;
    body: Buffer;
    end: string;
  }>((resolve, reject) => {
    const req = request(`${sandbox.url}${path}`, { agent: false, headers: { authorization } }, (res) => {
      const chunks: Buffer[] = [];
      const finish = (end: string) => {
        req.destroy();
        const announced = Number(res.headers['content-length'] ?? NaN);
        resolve({ status: res.statusCode ?? 0, headers: res.headers, announced, body: Buffer.concat(chunks), end });
      };
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => finish('whole'));
      res.on('error', () => finish('broken'));
      // Once an answer has started, the error is reported on it.
      req.off('error', reject).on('error', () => finish('broken'));
      res.setTimeout(silence, () => finish('given up'));
    });
    req.on('error', reject);
    req.end();
  });
}
