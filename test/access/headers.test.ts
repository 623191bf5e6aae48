import request from 'supertest';
import { asset } from '../../src/views/assets.js';
import { browser, startPortal, type TestPortal } from './portal.js';
import { Probe } from './probe.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await startPortal({ controllers: [Probe] })));
afterAll(() => portal.close());
const get = (path: string) => browser(portal).get(path);

describe('headers', () => {
  test('the content security policy is sent exactly', async () => {
    for (const path of ['/probe/page', '/nowhere', '/probe/throw/unexpected', asset('portal.css')]) {
      expect((await get(path)).headers['content-security-policy']).toBe(
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';font-src 'self';" +
          "form-action 'self';frame-ancestors 'none';base-uri 'none'",
      );
    }
  });

  test('the other security headers are sent', async () => {
    const { headers } = await get('/probe/page');
    expect(headers).toMatchObject({
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  test('every answer is marked as the portal’s own, also errors and redirects', async () => {
    for (const path of ['/probe/page', '/nowhere', '/probe/throw/unexpected', '/teams', asset('portal.css')]) {
      expect((await get(path)).headers['x-portal']).toBe('answer');
    }
  });

  test('a client cannot choose the id of its request', async () => {
    const { headers } = await get('/probe/page').set('X-Request-Id', 'mine');
    expect(headers['x-request-id']).not.toBe('mine');
  });
});

describe('who may send a form', () => {
  const ours = 'http://localhost:3000';
  test.each<[number, Record<string, string>]>([
    [200, { 'Sec-Fetch-Site': 'same-origin' }],
    [200, { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://127.0.0.1:3000' }],
    [200, { Origin: ours }],
    [403, {}],
    [403, { 'Sec-Fetch-Site': 'cross-site', Origin: ours }],
    [403, { 'Sec-Fetch-Site': 'same-site', Origin: ours }],
    [403, { 'Sec-Fetch-Site': 'none', Origin: ours }],
    [403, { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' }],
    [403, { 'Sec-Fetch-Site': 'same-origin, cross-site' }],
    [403, { Origin: 'https://evil.example' }],
    [403, { Origin: 'null' }],
    [403, { Origin: `${ours}.evil.example` }],
    [403, { Origin: 'http://localhost:3001' }],
    [403, { Referer: `${ours}/teams` }],
  ])('%i for %j', async (status, headers) => {
    const server = portal.app.getHttpServer();
    await request(server).post('/probe/part').set(headers).expect(status);
    // Looking at something is never refused for where the link was.
    await request(server).get('/probe/part').set(headers).expect(200);
  });

  test.each(['post', 'put', 'patch', 'delete'] as const)(
    '%s requests are checked, also where there is no route',
    async (method) => {
      await request(portal.app.getHttpServer())[method]('/nowhere').set('Origin', 'https://evil.example').expect(403);
      await browser(portal)[method]('/nowhere').expect(404);
    },
  );
});
