import { NOBODY, startSandbox, TWIN, type Sandbox, type UserRow } from './index.js';
import { EVERYBODY, signedIn, type Reply } from './testing.js';

let sandbox: Sandbox;
let get: (path: string) => Promise<Reply>;

beforeAll(async () => {
  sandbox = await startSandbox();
  get = await signedIn(sandbox, sandbox.applications.main, 'read:customers read:distributionlists');
});
afterAll(() => sandbox.close());

async function withSandbox(
  options: Parameters<typeof startSandbox>[0],
  work: (ask: (path: string) => Promise<Reply>) => Promise<void>,
) {
  const other = await startSandbox({ clients: [{ name: 'Tiny Test Client', people: 130 }], ...options });
  try {
    await work(await signedIn(other));
  } finally {
    await other.close();
  }
}

const idsOf = (reply: Reply): number[] => reply.json.users.map((row: UserRow) => row.id);

describe('lists', () => {
  test('S: the envelope of a page, with the array under users, clients or sites', async () => {
    const users = (await get(`/api/Users?pageinate=true&page_size=7&page_no=2&${EVERYBODY}`)).json;
    expect(users).toMatchObject({ page_no: 2, page_size: 7, record_count: sandbox.world.size });
    expect(Object.keys(users)).toEqual(
      expect.arrayContaining(['users', 'columns', 'columns_id', 'columns_tilehtml', '_dl_warning', 'user_ids']),
    );
    expect(users.users).toHaveLength(7);
    expect((await get('/api/Client?pageinate=true')).json.clients.length).toBeGreaterThan(30);
    expect((await get('/api/Site?pageinate=true&page_size=100')).json.sites).toHaveLength(100);
  });

  test('L: without paging only record_count and the array', async () => {
    expect(Object.keys((await get('/api/Users')).json).sort()).toEqual(['record_count', 'users']);
    expect(Object.keys((await get('/api/Client')).json).sort()).toEqual(['clients', 'record_count']);
  });

  test('L: page_no and page_size are silently ignored unless pageinate=true: 50 rows come', async () => {
    const first = await get(`/api/Users?${EVERYBODY}`);
    for (const query of [
      'page_no=2&page_size=10',
      'paginate=true&page_no=2&page_size=10',
      'pageinate=false&page_no=2',
      'page_no=x',
    ]) {
      const reply = await get(`/api/Users?${EVERYBODY}&${query}`);
      expect(idsOf(reply)).toHaveLength(50);
      expect(idsOf(reply)).toEqual(idsOf(first));
    }
  });

  test('L: at most 100 rows a page, silently, for any larger page_size', async () => {
    const reply = await get(`/api/Users?pageinate=true&page_size=1000&${EVERYBODY}`);
    expect(reply.json.users).toHaveLength(100);
    expect(reply.json.page_size).toBe(1000);
    const next = await get(`/api/Users?pageinate=true&page_size=1000&page_no=2&${EVERYBODY}`);
    expect(idsOf(next)[0]).toBe((idsOf(reply).at(-1) ?? 0) + 1);
  });

  test('L: other tenants give 1,000', async () => {
    await withSandbox({ pageCap: 1000 }, async (ask) => {
      expect(idsOf(await ask(`/api/Users?pageinate=true&page_size=1000&${EVERYBODY}`))).toHaveLength(130);
    });
  });

  test('the end is an empty page, with a record_count of 0', async () => {
    const { id, size } = sandbox.world.named(TWIN);
    const page = (n: number) => get(`/api/Users?pageinate=true&page_size=50&page_no=${n}&client_id=${id}&${EVERYBODY}`);
    expect(idsOf(await page(1)).length + idsOf(await page(2)).length).toBe(size);
    expect((await page(3)).json).toMatchObject({ record_count: 0, users: [] });
  });

  test('L: unknown and misspelt filters are silently ignored and return everyone', async () => {
    for (const query of ['clientid=13', 'client=13', 'customer_id=13', 'nonsense=1', 'exclude_general_user=true']) {
      const reply = await get(`/api/Users?pageinate=true&${EVERYBODY}&${query}`);
      expect(reply).toMatchObject({ status: 200, json: { record_count: sandbox.world.size } });
    }
  });

  test('L: search on /Client may be ignored', async () => {
    expect((await get('/api/Client?search=turnip')).json.record_count).toBeGreaterThan(30);
    await withSandbox({ clientSearch: 'works' }, async (ask) => {
      expect((await ask('/api/Client?search=turnip')).json.record_count).toBe(0);
      expect((await ask('/api/Client?search=tiny')).json.record_count).toBe(1);
    });
  });

  test('L: GET /X/{id} is a bare object, sometimes wrapped', async () => {
    expect((await get('/api/Users/101')).json).toMatchObject({ id: 101, use: 'user' });
    expect((await get('/api/Client/12')).json).toMatchObject({ id: 12, use: 'client' });
    await withSandbox({ details: 'wrapped' }, async (ask) => {
      expect((await ask('/api/Users/101')).json).toMatchObject({ users: [{ id: 101 }] });
    });
    expect((await get('/api/Users/99999999')).status).toBe(404);
  });

  test('without `order` the order is steady and not the order of the ids', async () => {
    const page = () => get('/api/Users?pageinate=true&page_size=100');
    const ids = idsOf(await page());
    expect(idsOf(await page())).toEqual(ids);
    expect(ids).not.toEqual(ids.toSorted((a, b) => a - b));
  });

  test('an invalid number gives a model state error', async () => {
    expect(await get('/api/Users?pageinate=true&page_no=x')).toMatchObject({
      status: 400,
      json: { page_no: [expect.any(String)] },
    });
  });

  test('pages of a list of all clients, each row once', async () => {
    const seen = new Set<number>();
    for (let page = 1; ; page += 1) {
      const ids = idsOf(await get(`/api/Users?pageinate=true&page_size=100&page_no=${page}&${EVERYBODY}`));
      if (ids.length === 0) break;
      for (const id of ids) seen.add(id);
    }
    expect(seen.size).toBe(sandbox.world.size);
  });
});

describe('S: the filters of /Users', () => {
  const counted = async (query: string) => (await get(`/api/Users?${query}`)).json.record_count as number;
  const all = () => sandbox.world.clients.flatMap((client) => [...sandbox.world.people(client)]);

  test('client_id, site_id, toplevel_id', async () => {
    const { id, firstSiteId, toplevelId } = sandbox.world.named(TWIN);
    expect(await counted(`${EVERYBODY}&client_id=${id}`)).toBe(60);
    expect(await counted(`${EVERYBODY}&site_id=${firstSiteId}`)).toBe(
      all().filter((row) => row.site_id === firstSiteId).length,
    );
    const inToplevel = sandbox.world.clients.filter((client) => client.toplevelId === toplevelId);
    expect(await counted(`${EVERYBODY}&toplevel_id=${toplevelId}`)).toBe(
      inToplevel.reduce((sum, client) => sum + client.size, 0),
    );
    expect(await counted(`${EVERYBODY}&client_id=${sandbox.world.named(NOBODY).id}`)).toBe(0);
    expect(await counted(`${EVERYBODY}&client_id=-1`)).toBe(sandbox.world.size);
  });

  test('includeactive, includeinactive, includeserviceaccount, includenonserviceaccount', async () => {
    const rows = all();
    const services = 'includeserviceaccount=true&includenonserviceaccount=true';
    expect(await counted(`includeactive=false&includeinactive=true&${services}`)).toBe(
      rows.filter((row) => row.inactive).length,
    );
    expect(await counted(`includeactive=true&includeinactive=false&${services}`)).toBe(
      rows.filter((row) => !row.inactive).length,
    );
    expect(await counted('includeinactive=true&includeserviceaccount=true&includenonserviceaccount=false')).toBe(
      rows.filter((row) => row.isserviceaccount).length,
    );
    expect(await counted('')).toBe(rows.filter((row) => !row.inactive && !row.isserviceaccount).length);
  });

  test('exclude_generaluser, exclude_defaultsiteusers, exclude_agents', async () => {
    const rows = all();
    const placeholders = rows.filter((row) => ['General User', 'Allgemeiner Benutzer'].includes(row.name)).length;
    expect(placeholders).toBeGreaterThan(40);
    expect(await counted(`${EVERYBODY}&exclude_generaluser=true`)).toBe(rows.length - placeholders);
    expect(await counted(`${EVERYBODY}&exclude_defaultsiteusers=true`)).toBe(rows.length - placeholders);
    expect(await counted(`${EVERYBODY}&exclude_agents=true`)).toBe(
      rows.filter((row) => row.linked_agent_id <= 0).length,
    );
  });

  test('search, count, idonly', async () => {
    const found = (await get(`/api/Users?${EVERYBODY}&search=SAKURA&count=5`)).json;
    expect(found.users).toHaveLength(5);
    expect(
      found.users.every((row: UserRow) => `${row.name} ${row.emailaddress}`.toLowerCase().includes('sakura')),
    ).toBe(true);
    expect((await get('/api/Users?idonly=true&count=1')).json.users).toEqual([{ id: expect.any(Number), use: 'user' }]);
  });

  test('order and orderdesc', async () => {
    const ids = idsOf(await get('/api/Users?order=id'));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(idsOf(await get('/api/Users?order=id&orderdesc=true'))[0]).toBeGreaterThan(ids.at(-1) ?? 0);
    const names = (await get('/api/Users?order=name')).json.users.map((row: UserRow) => row.name);
    expect(names).toEqual(names.toSorted());
  });
});

describe('paths and other pages', () => {
  test('paths are matched without regard to case, and so are the names of parameters', async () => {
    for (const path of ['/api/users', '/API/USERS', '/api/Users/', '/Api/uSers'])
      expect((await get(path)).status).toBe(200);
    expect((await get(`/api/Users?PageInate=True&PAGE_SIZE=3&${EVERYBODY}`)).json.users).toHaveLength(3);
  });

  test('404 for what is not there, 405 for another method', async () => {
    expect((await get('/api/api/Users')).status).toBe(404);
    expect((await get('/api/Nonsense')).json).toEqual({ Message: expect.any(String) });
    const write = (await signedIn(sandbox))('/api/Users', { method: 'POST', body: '[]' });
    expect((await write).status).toBe(405);
  });

  test('a wrong base URL answers 200 with HTML', async () => {
    for (const path of ['/', '/portal/api/Users', '/token']) {
      const reply = await get(path);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toContain('text/html');
    }
  });
});

describe('distribution lists', () => {
  test('S: id, name, desc, dynamic_members, users, members, users_count; members of several clients, and some who are no users', async () => {
    const lists = (await get('/api/DistributionLists')).json;
    expect(lists.length).toBeGreaterThan(3);
    expect(lists[0]).toMatchObject({
      id: 1,
      name: expect.any(String),
      desc: expect.any(String),
      dynamic_members: false,
      users_count: 40,
    });
    const members: { user_id: number; email?: string }[] = lists[0].members;
    const from = new Set(members.map((member) => sandbox.world.clientOfUser(member.user_id)?.id));
    expect(from.size).toBeGreaterThan(3);
    expect(lists[0].users).toHaveLength(40);
    expect(lists[1]).not.toHaveProperty('desc');
    expect(lists.at(-1).members.filter((member: { user_id: number }) => member.user_id <= 0)).toHaveLength(2);
  });

  test('the envelope may be another, and the module may be off', async () => {
    await withSandbox({ distributionListsEnvelope: 'object' }, async (ask) => {
      expect(Object.values((await ask('/api/DistributionLists')).json).find(Array.isArray)).toHaveLength(5);
    });
    await withSandbox({ distributionLists: 'off' }, async (ask) => {
      expect((await ask('/api/DistributionLists')).status).toBe(404);
    });
    await withSandbox({ distributionLists: 'forbidden' }, async (ask) => {
      expect((await ask('/api/DistributionLists')).status).toBe(403);
    });
  });
});
