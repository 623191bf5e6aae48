import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { HaloConnector, Secret, type HaloCredentials } from '../../src/modules/halo-connector/index.js';
import { credentialsFor, json, startScripted, type Scripted } from './scripted.js';

let sandbox: Sandbox;
let server: Scripted;
let halo: HaloConnector;
let to: HaloCredentials;

beforeAll(async () => {
  sandbox = await startSandbox({
    clients: [
      { name: 'Acme', people: 300, sites: 1_230 },
      { name: 'Other', people: 40, sites: 3 },
    ],
  });
  server = await startScripted();
  halo = new HaloConnector({ allow: [sandbox.url, server.origin] });
  const { url: baseUrl, tenantId, clientId, clientSecret } = sandbox;
  to = { baseUrl, tenantId, clientId, clientSecret: Secret.of(clientSecret) };
});
afterAll(async () => {
  await halo.close();
  await server.close();
  await sandbox.close();
});

test('all 1,230 sites of a client, and none of another', async () => {
  const { id, firstSiteId } = sandbox.world.named('Acme');
  const { sites, ...counts } = await halo.listSites(to, id);
  expect(sites).toHaveLength(1_230);
  expect(sites[0]).toEqual({ id: firstSiteId, clientId: id, name: expect.any(String), inactive: false });
  expect(counts).toEqual({ announced: 1_230, unusable: 0, unsure: false });
});

test('if HaloPSA ignores the filter, sites of other clients are left out, and none is missing', async () => {
  const { id } = sandbox.world.named('Other');
  sandbox.faults.set({ fault: 'filters-ignored', on: 'sites' });
  try {
    expect(await halo.listSites(to, id)).toMatchObject({ announced: 3, unsure: false });
  } finally {
    sandbox.faults.clear();
  }
});

test('a site without a usable id or a client is counted', async () => {
  const sites = [{ id: 18.0, client_id: 9.0, name: ' Har\u0000bour ' }, { id: 0, client_id: 9 }, { id: 20 }];
  server.on('/api/Site', json({ record_count: 3, sites }));
  expect(await halo.listSites(credentialsFor(server.origin), 9)).toEqual({
    sites: [{ id: 18, clientId: 9, name: 'Har bour', inactive: false }],
    ...{ announced: 1, unusable: 2, unsure: false },
  });
});

test('the people of a site are those of that site alone', async () => {
  const { id, firstSiteId } = sandbox.world.named('Other');
  const { people, announced } = await halo.usersPage(to, { kind: 'site', id: firstSiteId, clientId: id }, 1);
  const there = [...sandbox.world.people(sandbox.world.named('Other'))].filter((row) => row.site_id === firstSiteId);
  expect(people.map(({ haloId }) => haloId)).toEqual(there.map((row) => row.id));
  expect(announced).toBe(there.length);
});

test('people are filtered again by site and by client', async () => {
  const users = [
    { id: 1, name: 'here', client_id: 9, site_id: 18.0 },
    { id: 2, name: 'elsewhere', client_id: 9, site_id: 19.0 },
    { id: 3, name: 'nowhere', client_id: 9, site_id: -1 },
    { id: 4, name: 'stranger', client_id: 8, site_id: 18.0 },
    { id: 5, name: 'here too', client_id: 9, site_id_int: 18 },
    { id: 6, name: 'unsaid', client_id: 9 },
  ];
  server.on('/api/Users', json({ record_count: 6, users }));
  const site = { kind: 'site', id: 18, clientId: 9 } as const;
  const page = await halo.usersPage(credentialsFor(server.origin), site, 1);
  expect(page.people.map(({ haloId }) => haloId)).toEqual([1, 5]);
  expect(page.ids).toEqual([1, 2, 3, 4, 5, 6]);
  expect(Object.fromEntries(server.to('/api/Users')[0]?.query ?? [])).toMatchObject({ client_id: '9', site_id: '18' });
});
