import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { HaloConnector, normaliseBaseUrl, Secret } from '../../src/modules/halo-connector/index.js';
import { faultOf } from './scripted.js';

let sandbox: Sandbox;
let halo: HaloConnector;

beforeAll(async () => {
  sandbox = await startSandbox({ path: '/Halo/psa', clients: [{ name: 'Tiny', people: 5, dirt: 'none' }] });
  halo = new HaloConnector({ allow: [sandbox.origin] });
});
afterAll(async () => {
  await halo.close();
  await sandbox.close();
});

const credentials = (baseUrl: string) => {
  const { tenantId, clientId } = sandbox;
  return { baseUrl, tenantId, clientId, clientSecret: Secret.of(sandbox.clientSecret) };
};

test.each(['', '/', '/api', '/api/', '/API', '/auth', '/Auth/Token/', '/auth/token?tenant=sandbox'])(
  'a HaloPSA below a path is called below that path, pasted with %j at its end',
  async (end) => {
    const base = normaliseBaseUrl(`${sandbox.origin.replace('http', 'HTTP')}/Halo/psa${end}`);
    if (!('baseUrl' in base)) throw new Error(base.problem);
    expect(base.baseUrl).toBe(sandbox.url);
    const { groups } = await halo.listGroups(credentials(base.baseUrl));
    const client = groups.find(({ name }) => name === 'Tiny');
    if (!client) throw new Error('no client');
    expect((await halo.usersPage(credentials(base.baseUrl), client, 1)).rows).toBe(5);
    expect(await halo.discover(base.baseUrl)).toEqual({ tenantId: 'sandbox', authUrl: `${sandbox.url}/auth` });
    expect(sandbox.requests.count('outside')).toBe(0);
  },
);

test('the root of the host is another web site, and is not called', async () => {
  expect(await faultOf(halo.listGroups(credentials(sandbox.origin)))).toBe('not-halopsa');
});
