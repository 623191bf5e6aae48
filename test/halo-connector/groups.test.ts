import { HaloConnector } from '../../src/modules/halo-connector/index.js';
import { credentialsFor, json, startScripted, type Handler, type Scripted } from './scripted.js';

let server: Scripted;
let halo: HaloConnector;

beforeEach(async () => {
  server = await startScripted();
  halo = new HaloConnector({ allow: [server.origin], timeouts: { overallMs: 3_000 } });
});
afterEach(async () => {
  await halo.close();
  await server.close();
});

const groups = () => halo.listGroups(credentialsFor(server.origin));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const text =
  (status: number, body: string): Handler =>
  (_request, res) =>
    void res.writeHead(status).end(body);

/** Clients by pages of 100, as they are at that moment. */
const paging =
  (clients: () => readonly object[], also: (pageNo: number) => void = () => undefined): Handler =>
  (request, res) => {
    const pageNo = Number(request.query.get('page_no'));
    const all = clients();
    const page = all.slice((pageNo - 1) * 100, pageNo * 100);
    json({ record_count: page.length === 0 ? 0 : all.length, clients: page })(request, res);
    also(pageNo);
  };

const rows = (ids: readonly number[]) => ids.map((id) => ({ id, name: `Client ${id}` }));

describe('a list of groups that changes while it is read', () => {
  test('250 groups, the first removed after page 1: number 101 is there', async () => {
    let clients = rows(range(1, 250));
    let removed = false;
    server.on(
      '/api/Client',
      paging(
        () => clients,
        () => {
          if (!removed) clients = clients.slice(1);
          removed = true;
        },
      ),
    );
    const read = await groups();
    expect(read.groups.map(({ id }) => id).sort((a, b) => a - b)).toEqual(range(1, 250));
    expect(read).toMatchObject({ unsure: false, announced: 250 });
  });

  test('a list that changes each time is marked as unsure', async () => {
    let clients = rows(range(1, 250));
    server.on(
      '/api/Client',
      paging(
        () => clients,
        (pageNo) => {
          if (pageNo === 1) clients = clients.slice(1);
        },
      ),
    );
    expect(await groups()).toMatchObject({ unsure: true });
    expect(server.to('/api/Client')).toHaveLength(12);
  });
});

test('a whole list on every page, without record_count, is a list', async () => {
  server.on('/api/Client', json({ clients: rows(range(1, 250)) }));
  server.on('/api/DistributionLists', json([{ id: 7, name: 'News' }]));
  const read = await groups();
  expect(read.groups).toHaveLength(251);
  expect(read).toMatchObject({ announced: 251, unusable: 0, unsure: false, listsFault: null });
});

test('distribution lists are read in pages like the others', async () => {
  const lists = rows(range(1, 150));
  server.on('/api/DistributionLists', (request, res) => {
    const from = (Number(request.query.get('page_no')) - 1) * 100;
    json(lists.slice(from, from + 100))(request, res);
  });
  expect((await groups()).groups).toHaveLength(150);
});

test('groups without a usable id are counted; a top level tells namesakes apart', async () => {
  const clients = [
    { id: 1, name: 'Acme', toplevel_name: 'Customers' },
    { id: 2, name: 'Acme', toplevel_name: 'Partners' },
    { id: 0, name: 'none' },
    { id: 3_000_000_000, name: 'too large' },
  ];
  server.on('/api/Client', json({ record_count: 4, clients }));
  const read = await groups();
  expect(read.groups.map(({ topLevel }) => topLevel)).toEqual(['Customers', 'Partners']);
  expect(read).toMatchObject({ unusable: 2, announced: 2 });
});

describe('distribution lists have their own scope', () => {
  const scopes = () => server.to('/auth/token').map(({ body }) => new URLSearchParams(body).get('scope'));

  test('both scopes are requested', async () => {
    await groups();
    expect(scopes()).toEqual(['read:customers read:distributionlists']);
  });

  test('if one scope is refused, the other is requested alone', async () => {
    server.on('/auth/token', (request, res) =>
      (request.body.includes('distributionlists')
        ? json({ error: 'invalid_scope' }, 400)
        : json({ access_token: 'narrow' }))(request, res),
    );
    server.on('/api/Client', json({ record_count: 1, clients: [{ id: 1, name: 'Acme' }] }));
    server.on('/api/DistributionLists', json({}, 403));
    const read = await groups();
    expect(scopes()).toEqual(['read:customers read:distributionlists', 'read:customers']);
    expect(read.groups).toHaveLength(1);
    expect(read.listsFault).toBe('lists-not-permitted');
  });
});

test.each<[string, Handler, string | null]>([
  ['401', json({}, 401), 'lists-not-permitted'],
  ['403', json({}, 403), 'lists-not-permitted'],
  ['403 with a web page', text(403, '<html></html>'), 'proxy-refused'],
  ['500', json({}, 500), 'halo-error'],
  ['429', text(429, 'slow down'), 'rate-limited'],
  ['no answer', () => undefined, 'timed-out'],
  ['a reset', (_request, res) => void res.socket?.resetAndDestroy(), 'unreachable'],
  ['JSON that is cut off', text(200, '[{"id":1}'), 'bad-answer'],
  ['no list', json({ status: 'ok' }), 'bad-answer'],
  ['a list that repeats too early', json({ record_count: 9, lists: [{ id: 1 }] }), 'list-broken'],
  ['404', json({}, 404), null],
  ['a web page, as an older HaloPSA', text(200, '<html></html>'), null],
])('%s at the lists never loses the clients', async (_what, answer, fault) => {
  server.on('/api/Client', json({ record_count: 1, clients: [{ id: 1, name: 'Acme' }] }));
  server.on('/api/DistributionLists', answer);
  const read = await groups();
  expect(read.groups.map(({ name }) => name)).toEqual(['Acme']);
  expect(read.listsFault).toBe(fault);
});
