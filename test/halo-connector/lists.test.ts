import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.js';
import {
  HaloConnector,
  Secret,
  type Group,
  type HaloCredentials,
  type HaloPerson,
} from '../../src/modules/halo-connector/index.js';
import { credentialsFor, errorOf, faultOf, json, startScripted, type Scripted } from './scripted.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function sandboxWith(
  options: SandboxOptions,
): Promise<{ sandbox: Sandbox; halo: HaloConnector; to: HaloCredentials }> {
  const sandbox = await startSandbox(options);
  const halo = new HaloConnector({ allow: [sandbox.url] });
  open.push(sandbox, halo);
  const { url, tenantId, clientId } = sandbox;
  return { sandbox, halo, to: { baseUrl: url, tenantId, clientId, clientSecret: Secret.of(sandbox.clientSecret) } };
}

async function scriptedWith(
  answers: Record<string, unknown>,
): Promise<{ server: Scripted; halo: HaloConnector; to: HaloCredentials }> {
  const server = await startScripted();
  const halo = new HaloConnector({ allow: [server.origin] });
  open.push(server, halo);
  for (const [path, body] of Object.entries(answers)) server.on(path, json(body));
  return { server, halo, to: credentialsFor(server.origin) };
}

const clientsOf = (groups: readonly Group[]) => groups.filter(({ kind }) => kind === 'client');
const listsOf = (groups: readonly Group[]) => groups.filter(({ kind }) => kind === 'list');

async function everybody(
  halo: HaloConnector,
  to: HaloCredentials,
  group: Pick<Group, 'kind' | 'id'>,
): Promise<HaloPerson[]> {
  const people: HaloPerson[] = [];
  for (let pageNo = 1; pageNo < 100; pageNo++) {
    const page = await halo.usersPage(to, group, pageNo);
    if (page.rows === 0) return people;
    people.push(...page.people);
  }
  throw new Error('a list without an end');
}

const many = Array.from({ length: 23 }, (_, n) => ({ name: `Client ${n}`, people: 1, inactive: n === 4 }));

describe('groups', () => {
  test.each([
    ['as usual', {}],
    ['with lists in an envelope', { distributionListsEnvelope: 'object' as const }],
    ['ten a page', { pageCap: 10 }],
  ])('%s: every client, active or not, and every distribution list', async (_how, options) => {
    const { sandbox, halo, to } = await sandboxWith({ clients: many, ...options });
    const { groups } = await halo.listGroups(to);
    expect(clientsOf(groups).map(({ id, inactive }) => ({ id, inactive }))).toEqual(
      sandbox.world.clients.map(({ id, inactive }) => ({ id, inactive })),
    );
    expect(listsOf(groups)).toHaveLength(5);
    expect(sandbox.requests.all('clients')[0]?.query).toMatchObject({
      pageinate: 'true',
      page_size: '100',
      order: 'id',
    });
  });

  test.each(['off', 'forbidden'] as const)('no lists where their module is %s', async (distributionLists) => {
    const { halo, to } = await sandboxWith({ clients: many, distributionLists });
    const { groups } = await halo.listGroups(to);
    expect(clientsOf(groups)).toHaveLength(23);
    expect(listsOf(groups)).toEqual([]);
  });

  test.each([
    ['repeat-page', { page: 2 }, 'list-broken'],
    ['endless', {}, 'list-broken'],
  ] as const)('%s is %s', async (fault, where, code) => {
    const { sandbox, halo, to } = await sandboxWith({ clients: many, pageCap: 10 });
    sandbox.faults.set({ fault, on: 'clients', ...where });
    expect(await faultOf(halo.listGroups(to))).toBe(code);
  });

  test.each([
    ['count-high', 7],
    ['count-low', 0],
  ] as const)(
    '%s changes nothing: the list ends with an empty page, and missing rows are reported',
    async (fault, missing) => {
      const { sandbox, halo, to } = await sandboxWith({ clients: many, pageCap: 10 });
      sandbox.faults.set({ fault, on: 'clients', by: 7 });
      const { groups, announced } = await halo.listGroups(to);
      expect(clientsOf(groups)).toHaveLength(23);
      expect(announced).toBe(groups.length + missing);
    },
  );

  test('a server without paging repeats itself, which ends the list once all announced rows have arrived', async () => {
    const clients = [{ id: 18.0, name: ' Acme\u0000 Ltd\u202E ' }, { id: '19' }, { id: 0, name: 'none' }, { id: -1 }];
    const { halo, to } = await scriptedWith({ '/api/Client': { record_count: 2, clients } });
    expect((await halo.listGroups(to)).groups).toEqual([
      { kind: 'client', id: 18, name: 'Acme Ltd', topLevel: null, inactive: false },
      { kind: 'client', id: 19, name: '#19', topLevel: null, inactive: false },
    ]);
  });

  test('a server that repeats fewer rows than it announces is a fault', async () => {
    const { halo, to } = await scriptedWith({ '/api/Client': { record_count: 3, clients: [{ id: 1 }, { id: 2 }] } });
    expect(await errorOf(halo.listGroups(to))).toMatchObject({ code: 'list-broken', detail: 'client' });
  });

  test.each(['http-403', 'http-404', 'html'] as const)(
    'once lists have begun to arrive, %s on a further page is a fault, and not the end',
    async (fault) => {
      const { server, halo, to } = await scriptedWith({});
      server.on('/api/DistributionLists', (request, res) => {
        const first = request.query.get('page_no') === '1';
        const [status, body] = first ? [200, '{"record_count":2,"lists":[{"id":1}]}'] : REFUSALS[fault];
        res.writeHead(status).end(body);
      });
      const faults = { 'http-403': 'lists-not-permitted', 'http-404': null, html: 'maintenance' };
      expect(await halo.listGroups(to)).toMatchObject({ groups: [], listsFault: faults[fault] });
    },
  );

  test('an older HaloPSA that answers with a web page has no distribution lists', async () => {
    const { server, halo, to } = await scriptedWith({});
    server.on('/api/DistributionLists', (_request, res) => res.end('<html></html>'));
    expect((await halo.listGroups(to)).groups).toEqual([]);
  });
});

const REFUSALS = { 'http-403': [403, ''], 'http-404': [404, ''], html: [200, '<html></html>'] } as const;

describe('people of a client', () => {
  test('includes everyone, with all dirty data', async () => {
    const { sandbox, halo, to } = await sandboxWith({
      clients: [
        { name: 'Dirty', people: 250, dirt: 'every' },
        { name: 'Other', people: 30 },
      ],
    });
    const client = sandbox.world.clients[0];
    const people = await everybody(halo, to, { kind: 'client', id: client?.id ?? 0 });
    const first = client?.firstUserId ?? 0;
    const truth = Array.from({ length: 250 }, (_, n) => sandbox.world.user(first + n));
    expect(people.map(({ haloId }) => haloId)).toEqual(truth.map((row) => row?.id));
    expect(people.map(({ inactive }) => inactive)).toEqual(truth.map((row) => row?.inactive ?? false));
    expect(people.map(({ serviceAccount }) => serviceAccount)).toEqual(
      truth.map((row) => row?.isserviceaccount ?? false),
    );
    expect(people.filter(({ generalUser }) => generalUser).length).toBeGreaterThan(0);
    expect(people.filter(({ technician }) => technician).length).toBeGreaterThan(0);
    expect(people.map(({ prospect }) => prospect)).toEqual(truth.map((row) => row?.is_prospect));
    expect(people.filter(({ email }) => email === null).length).toBeGreaterThan(0);
    const texts = people.flatMap(({ name, email, siteName }) => [name, email ?? '', siteName ?? '']);
    expect(texts.filter((text) => !text.isWellFormed() || /\p{Cc}/u.test(text) || text !== text.trim())).toEqual([]);
  });

  test('reads the fields of a person', async () => {
    const users = [
      {
        id: 7.0,
        name: 'Zoë O’Neill',
        emailaddress: ' Zoe@Acme.example ',
        client_id: 9.0,
        site_id: 18.0,
        site_name: 'Main',
        inactive: true,
      },
      {
        id: '8',
        firstname: 'Ana',
        surname: 'Núñez',
        client_id: '9',
        email2: 'second@acme.example',
        login: 'ana@acme.example',
      },
      { id: 10, name: 'GENERAL  user'.replace('  ', ' '), client_id: 9, isserviceaccount: 1, linked_agent_id: 4 },
      { id: 11, client_id: 9, name: null, firstname: '', surname: '', linked_agent_id: -1 },
    ];
    const { halo, to } = await scriptedWith({ '/api/Users': { record_count: 4, users } });
    const flags = { inactive: false, serviceAccount: false, generalUser: false, technician: false, prospect: false };
    const none = { siteName: null, ...flags };
    expect(await halo.usersPage(to, { kind: 'client', id: 9 }, 1)).toEqual({
      announced: 4,
      rows: 4,
      ids: [7, 8, 10, 11],
      unusable: 0,
      withoutClient: [],
      addressesOnly: 0,
      people: [
        { ...none, haloId: 7, name: 'Zoë O’Neill', email: 'Zoe@Acme.example', siteName: 'Main', inactive: true },
        { ...none, haloId: 8, name: 'Ana Núñez', email: null },
        {
          ...none,
          haloId: 10,
          name: 'GENERAL user',
          email: null,
          serviceAccount: true,
          generalUser: true,
          technician: true,
        },
        { ...none, haloId: 11, name: '', email: null },
      ],
    });
  });

  test('asks for everyone, in order and in pages', async () => {
    const { server, halo, to } = await scriptedWith({ '/api/Users': { record_count: 0 } });
    expect(await halo.usersPage(to, { kind: 'client', id: 9 }, 3)).toMatchObject({ people: [], rows: 0 });
    expect(Object.fromEntries(server.to('/api/Users')[0]?.query ?? [])).toEqual({
      client_id: '9',
      pageinate: 'true',
      page_no: '3',
      page_size: '100',
      order: 'id',
      orderdesc: 'false',
      includeactive: 'true',
      includeinactive: 'true',
      includeserviceaccount: 'true',
      includenonserviceaccount: 'true',
    });
  });

  test('when the filter is ignored, people of other clients are dropped, and the announced number counts everyone', async () => {
    const { sandbox, halo, to } = await sandboxWith({
      clients: [
        { name: 'Ours', people: 7 },
        { name: 'Theirs', people: 9 },
      ],
    });
    sandbox.faults.set({ fault: 'filters-ignored', on: 'users' });
    const { id = 0, firstUserId = 0 } = sandbox.world.clients[0] ?? {};
    const page = await halo.usersPage(to, { kind: 'client', id }, 1);
    expect(page.people.map(({ haloId }) => haloId)).toEqual(Array.from({ length: 7 }, (_, n) => firstUserId + n));
    expect(page).toMatchObject({ rows: 16, announced: 16, unusable: 0 });
    expect(page.ids).toHaveLength(16);
  });

  test('a row without a client is dropped; a row without an id is counted', async () => {
    const users = [
      { id: 1 },
      { id: 2, client_id: 9 },
      { client_id: 9, name: 'No id' },
      null,
      'row',
      { id: 1.5, client_id: 9 },
    ];
    const { halo, to } = await scriptedWith({ '/api/Users': { record_count: 6, users } });
    const page = await halo.usersPage(to, { kind: 'client', id: 9 }, 1);
    expect(page.people.map(({ haloId }) => haloId)).toEqual([2]);
    expect(page).toMatchObject({ rows: 6, unusable: 4, ids: [1, 2], withoutClient: [1] });
  });
});

describe('people of a distribution list', () => {
  test.each(['bare', 'wrapped'] as const)(
    '%s: includes addresses, and counts those who are not users',
    async (details) => {
      const { sandbox, halo, to } = await sandboxWith({ details });
      const lists = listsOf((await halo.listGroups(to)).groups);
      const volcano = lists.find(({ name }) => name === 'Project Volcano');
      const page = await halo.usersPage(to, volcano ?? { kind: 'list', id: 0 }, 1);
      expect(page).toMatchObject({ announced: 10, rows: 10, unusable: 0, addressesOnly: 2 });
      expect(page.people).toHaveLength(8);
      for (const { haloId, email } of page.people) {
        expect(email).toBe(sandbox.world.user(haloId)?.emailaddress?.trim() ?? null);
      }
      expect(await halo.usersPage(to, volcano ?? { kind: 'list', id: 0 }, 2)).toMatchObject({ people: [], rows: 0 });
      expect(sandbox.requests.count('list')).toBe(1);
      const nobody = lists.find(({ name }) => name === 'Nobody yet');
      expect(await halo.usersPage(to, nobody ?? { kind: 'list', id: 0 }, 1)).toMatchObject({
        people: [],
        rows: 0,
        announced: 0,
      });
    },
  );

  test('a deleted list has its own fault', async () => {
    const { halo, to } = await sandboxWith({});
    expect(await faultOf(halo.usersPage(to, { kind: 'list', id: 4711 }, 1))).toBe('group-gone');
  });
});
