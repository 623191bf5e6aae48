import { startSandbox, type Sandbox } from './index.js';
import { EVERYBODY, signedIn, type Reply } from './testing.js';

let sandbox: Sandbox;
let get: (path: string) => Promise<Reply>;

beforeAll(async () => {
  sandbox = await startSandbox();
  get = await signedIn(sandbox);
});
afterAll(() => sandbox.close());

describe('C: endpoints that other clients use', () => {
  test('Agent is a bare array, and its numbers are those that technicians are linked to', async () => {
    const { status, json } = await get('/api/Agent');
    expect(status).toBe(200);
    expect(json.every(({ isdisabled }: { isdisabled: boolean }) => !isdisabled)).toBe(true);
    const all = (await get('/api/Agent?includedisabled=true')).json.map(({ id }: { id: number }) => id);
    expect(all.length).toBeGreaterThan(json.length);
    const people = sandbox.world.clients.flatMap((client) => [...sandbox.world.people(client)]);
    const linked = people.map((row) => row.linked_agent_id).filter((id) => id > 0);
    expect(linked.every((id) => all.includes(id))).toBe(true);
    expect((await get(`/api/Agent/${linked[0]}`)).json).toMatchObject({ id: linked[0], use: 'agent' });
    expect((await get('/api/Agent/999')).status).toBe(404);
  });

  test('Agent/me is the agent that the application logs in as', async () => {
    expect((await get('/api/agent/me')).json).toMatchObject({ id: expect.any(Number), name: expect.any(String) });
  });

  test('Lookup gives the values of a lookupid', async () => {
    expect((await get('/api/lookup?lookupid=27')).json).toContainEqual({ id: 3, name: 'Low' });
    expect((await get('/api/Lookup?lookupid=4711')).json).toEqual([]);
  });

  test('TopLevel names those that clients lie under', async () => {
    const { json } = await get('/api/TopLevel');
    const clients = (await get('/api/Client?pageinate=true&page_size=100')).json.clients;
    const named = new Map(json.toplevels.map(({ id, name }: { id: number; name: string }) => [id, name]));
    for (const client of clients) expect(named.get(client.toplevel_id)).toBe(client.toplevel_name);
  });

  test.each(['UserRoles', 'Organisation'])('%s is a bare array', async (path) => {
    expect((await get(`/api/${path}`)).json).toContainEqual(expect.objectContaining({ id: 1 }));
  });

  test('the wrong login type is refused here too', async () => {
    const refused = await signedIn(sandbox, sandbox.applications.notAnAgent);
    expect((await refused('/api/Agent')).status).toBe(403);
  });
});

describe('S: idonly, activeinactive, count', () => {
  const rowsOf = (reply: Reply): Record<string, unknown>[] => Object.values(reply.json).find(Array.isArray) as [];

  test.each(['Client', 'Site', 'Users'])('idonly on %s leaves ids, with pages or without', async (path) => {
    for (const paging of ['', '&pageinate=true&page_size=3']) {
      const [row] = rowsOf(await get(`/api/${path}?idonly=true${paging}`));
      expect(Object.keys(row ?? {})).toEqual(['id', 'use']);
    }
  });

  test('activeinactive shows the active, the inactive, or all', async () => {
    const inactiveOf = async (wanted: string) =>
      new Set(rowsOf(await get(`/api/Client?count=100&activeinactive=${wanted}`)).map(({ inactive }) => inactive));
    expect(await inactiveOf('active')).toEqual(new Set([false]));
    expect(await inactiveOf('inactive')).toEqual(new Set([true]));
    expect(await inactiveOf('all')).toEqual(new Set([false, true]));
    expect(await inactiveOf('nonsense')).toEqual(new Set([false]));
    const services = 'includeserviceaccount=true&includenonserviceaccount=true';
    const counted = async (query: string) => (await get(`/api/Users?${query}`)).json.record_count;
    expect(await counted(`activeinactive=all&${services}`)).toBe(sandbox.world.size);
  });

  test('L: count takes the place of record_count', async () => {
    expect((await get(`/api/Users?${EVERYBODY}&count=5`)).json).toMatchObject({ record_count: 5 });
    expect((await get(`/api/Users?${EVERYBODY}&count=5&pageinate=true&page_size=10`)).json.record_count).toBe(5);
  });
});

describe('L: distribution lists are paged like the others', () => {
  const page = (get: (path: string) => Promise<Reply>, n: number) =>
    get(`/api/DistributionLists?pageinate=true&page_size=2&page_no=${n}&order=id`);

  test('as a bare array', async () => {
    const pages = [await page(get, 1), await page(get, 2), await page(get, 3), await page(get, 4)];
    const ids = pages.map(({ json }) => json.map(({ id }: { id: number }) => id));
    expect(ids).toEqual([[1, 2], [3, 4], [5], []]);
  });

  test('in an envelope', async () => {
    const other = await startSandbox({ distributionListsEnvelope: 'object' });
    try {
      const { json } = await page(await signedIn(other), 3);
      expect(json).toMatchObject({ page_no: 3, record_count: 5, distribution_lists: [{ id: 5 }] });
    } finally {
      await other.close();
    }
  });

  test('C: under the name without the s, too', async () => {
    expect((await get('/api/distributionlist')).json).toHaveLength(5);
    expect((await get('/api/distributionlist/1')).json).toMatchObject({ id: 1 });
  });
});
