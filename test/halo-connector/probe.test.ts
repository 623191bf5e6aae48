import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.js';
import { HaloConnector, Secret, type HaloConnectorOptions } from '../../src/modules/halo-connector/index.js';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function start(options: SandboxOptions = {}, more: Partial<HaloConnectorOptions> = {}) {
  const sandbox = await startSandbox({ clients: [{ name: 'Acme', people: 130, dirt: 'none' }], ...options });
  const halo = new HaloConnector({ allow: [sandbox.url], ...more });
  open.push(halo, sandbox);
  return { sandbox, halo };
}

type Application = keyof Sandbox['applications'];
function credentialsOf({ url: baseUrl, tenantId, applications }: Sandbox, which: Application = 'main') {
  const { clientId, clientSecret } = applications[which];
  return { baseUrl, tenantId, clientId, clientSecret: Secret.of(clientSecret) };
}

test('says the tenant, the rights, and how many rows HaloPSA announces, with one request for each list', async () => {
  const { sandbox, halo } = await start();
  const found = await halo.probe(credentialsOf(sandbox));
  expect(found).toMatchObject({
    ...{ fault: null, tenantNamed: sandbox.tenantId, rights: { customers: true, lists: true } },
    ...{ people: { count: 130, atLeast: false }, listsFault: null },
    limit: { requests: 5, refused: 0, stated: null, own: null },
  });
  expect(found.clients?.count).toBe((await halo.listGroups(credentialsOf(sandbox))).groups.filter(isClient).length);
  expect(['token', 'clients', 'users', 'lists'].map((call) => sandbox.requests.count(call as 'users'))).toEqual([
    ...[1, 3, 1, expect.any(Number)],
  ]);
});
const isClient = ({ kind }: { kind: string }) => kind === 'client';

test.each([
  ['withoutLists', { fault: null, rights: { customers: true, lists: false }, listsFault: 'lists-not-permitted' }],
  ['strict', { fault: null, rights: { customers: true, lists: false }, listsFault: 'lists-not-permitted' }],
  ['withoutCustomers', { fault: 'not-permitted', rights: { customers: false }, clients: null, people: null }],
  ['notAnAgent', { fault: 'not-permitted', rights: { customers: true, lists: true }, clients: null }],
  ['blindAgent', { fault: null, clients: { count: 0 }, people: { count: 0 } }],
  ['expired', { fault: 'not-permitted', rights: { customers: true, lists: true }, clients: null }],
] as const)('with the application %s', async (which, found) => {
  const { sandbox, halo } = await start();
  expect(await halo.probe(credentialsOf(sandbox, which))).toMatchObject(found);
});

test('signs in again, so a secret that HaloPSA no longer accepts is found although a token is held', async () => {
  const { sandbox, halo } = await start();
  const credentials = credentialsOf(sandbox);
  await halo.listGroups(credentials);
  sandbox.faults.set({ fault: 'http-401', on: 'token' });
  expect(await halo.probe(credentials)).toMatchObject({ fault: 'wrong-credentials', tenantNamed: sandbox.tenantId });
});

test('says what HaloPSA named as its limit, and when to try again', async () => {
  const { sandbox, halo } = await start();
  sandbox.faults.set({ fault: 'http-429', on: 'clients', retryAfter: 40 });
  const { fault, retryAt, rights, limit } = await halo.probe(credentialsOf(sandbox));
  expect({ fault, rights, limit }).toMatchObject({
    ...{ fault: 'rate-limited', rights: { customers: true } },
    limit: { refused: 1, stated: { requests: 300, windowMs: 300_000, retryAfterMs: 40_000 } },
  });
  expect(retryAt?.getTime()).toBeGreaterThan(Date.now() + 30_000);
});

test('a full first page without a number means at least as many', async () => {
  const clients = Array.from({ length: 120 }, (_, n) => ({ name: `Client ${n}`, people: 1 }));
  const { sandbox, halo } = await start({ clients });
  sandbox.faults.set({ fault: 'count-low', on: 'clients', by: 30 });
  expect((await halo.probe(credentialsOf(sandbox))).clients).toEqual({ count: 100, atLeast: true });
});

test('ends in time when HaloPSA does not answer', async () => {
  const { sandbox, halo } = await start({}, { timeouts: { testMs: 300 } });
  sandbox.faults.set({ fault: 'timeout', on: 'users' });
  expect(await halo.probe(credentialsOf(sandbox))).toMatchObject({ fault: 'timed-out', people: null });
});
