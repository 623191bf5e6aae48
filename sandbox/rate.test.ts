import { startSandbox, type Sandbox } from './index.js';
import { ask, askToken, signedIn } from './testing.js';

const clients = [{ name: 'Tiny Test Client', people: 5 }];
const WORDS = 'Rate Limit Reached - 300 Requests per rolling 5 minute window';
let now = 0;
let sandbox: Sandbox;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  sandbox = await startSandbox({ clients, clock: () => now, rateLimit: { requests: 300, windowMs: 300_000 } });
});
afterEach(() => sandbox.close());

test('L: the 301st request in five minutes is 429 with the exact text, and without a Retry-After', async () => {
  const get = await signedIn(sandbox);
  for (let n = 0; n < 299; n += 1) expect((await get('/api/Client/12')).status).toBe(200);
  const refused = await get('/api/Client');
  expect(refused).toMatchObject({ status: 429, text: WORDS });
  expect(refused.headers.get('retry-after')).toBeNull();
});

test('the token endpoint counts and is limited too, and so is authinfo', async () => {
  for (let n = 0; n < 150; n += 1) await askToken(sandbox, { client_secret: 'wrong' });
  for (let n = 0; n < 150; n += 1) await ask(sandbox, '/api/authinfo');
  expect(await askToken(sandbox)).toMatchObject({ status: 429, text: WORDS });
  expect((await ask(sandbox, '/api/authinfo')).status).toBe(429);
  expect((await ask(sandbox, '/')).status).toBe(200);
});

test('the window rolls: each slot comes back five minutes after it was taken, and a refusal takes none', async () => {
  const take = async (times: number) => {
    for (let n = 0; n < times; n += 1) expect((await ask(sandbox, '/api/authinfo')).status).toBe(200);
    return (await ask(sandbox, '/api/authinfo')).status;
  };
  await take(99);
  now += 60_000;
  expect(await take(200)).toBe(429);
  now += 239_999;
  expect(await take(0)).toBe(429);
  now += 1;
  expect(await take(100)).toBe(429);
  now += 59_999;
  expect(await take(0)).toBe(429);
  now += 1;
  expect(await take(200)).toBe(429);
});

test('another limit says its own figures, and may send Retry-After', async () => {
  const other = await startSandbox({
    clients,
    clock: () => now,
    rateLimit: { requests: 2, windowMs: 30_000, retryAfter: true },
  });
  await ask(other, '/api/authinfo');
  now += 10_500;
  await ask(other, '/api/authinfo');
  const refused = await ask(other, '/api/authinfo');
  expect(refused).toMatchObject({ status: 429, text: 'Rate Limit Reached - 2 Requests per rolling 30 second window' });
  expect(refused.headers.get('retry-after')).toBe('20');
  await other.close();
});
