import {
  BIGGEST,
  EVERY_DIRT,
  NOBODY,
  SECOND_BIGGEST,
  startSandbox,
  TWIN,
  TWIN_OLD,
  type Sandbox,
  type UserRow,
} from '../index.js';
import { EVERYBODY, signedIn } from '../testing.js';

let sandbox: Sandbox;
let everybody: UserRow[];

beforeAll(async () => {
  sandbox = await startSandbox();
  everybody = sandbox.world.clients.flatMap((client) => [...sandbox.world.people(client)]);
});
afterAll(() => sandbox.close());

const people = (name: string) => [...sandbox.world.people(sandbox.world.named(name))];
const clean = (address: string | undefined) => (address ?? '').trim().toLowerCase();

describe('rows on the wire', () => {
  test('S: a user row, with site_id as a float in the text', async () => {
    const get = await signedIn(sandbox);
    const { text, json } = await get(`/api/Users?pageinate=true&page_size=100&client_id=15&${EVERYBODY}`);
    const known =
      'id name firstname surname emailaddress email2 email3 inactive isserviceaccount site_id site_id_int site_name client_id';
    const keys = new Set(json.users.flatMap((row: object) => Object.keys(row)));
    for (const key of `${known} client_name login azureoid linked_agent_id is_prospect title phonenumber use`.split(
      ' ',
    ))
      expect(keys).toContain(key);
    const first: UserRow = json.users[0];
    expect(text).toContain(`"site_id":${first.site_id_int}.0,"site_id_int":${first.site_id_int},`);
    expect(text).not.toMatch(/"site_id":-?\d+[,}]/);
  });

  test('unset fields are omitted and never null; -1, 0 and dates of 1900 and 0001 mean none', async () => {
    const get = await signedIn(sandbox);
    const { text, json } = await get(`/api/Users?pageinate=true&page_size=100&client_id=18&${EVERYBODY}`);
    expect(text).not.toContain('null');
    expect(json.users[0]).not.toHaveProperty('emailaddress');
    expect(new Set(everybody.map((row) => Math.min(row.linked_agent_id, 1)))).toEqual(new Set([-1, 0, 1]));
    expect(everybody.some((row) => row.site_id === -1 && row.site_name === undefined)).toBe(true);
    expect(new Set(json.users.map((row: UserRow) => row.lastlogindate.slice(0, 4)))).toEqual(new Set(['1900', '0001']));
    expect(json.users[0].datecreated).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+$/);
  });

  test('S: a client row, with a large logo', async () => {
    const get = await signedIn(sandbox);
    const rows = (await get('/api/Client?pageinate=true&page_size=100')).json.clients;
    expect(rows[0]).toMatchObject({
      id: expect.any(Number),
      inactive: false,
      toplevel_id: expect.any(Number),
      use: 'client',
    });
    expect(rows.filter((row: { logo?: string }) => (row.logo?.length ?? 0) > 20_000).length).toBeGreaterThan(10);
    expect((await get('/api/Client?includeinactive=true')).json.record_count).toBe(sandbox.world.clients.length);
  });

  test('NUL, control characters and lone surrogates arrive as they are', async () => {
    const get = await signedIn(sandbox);
    const { text } = await get(`/api/Users?pageinate=true&page_size=100&client_id=15&${EVERYBODY}`);
    for (const escape of ['\\u0000', '\\u0007', '\\ud83d']) expect(text).toContain(escape);
  });
});

describe('the data', () => {
  test('the same seed makes the same world and credentials, another seed another', async () => {
    const [again, other] = await Promise.all([startSandbox(), startSandbox({ seed: 1 })]);
    expect(again.clientSecret).toBe(sandbox.clientSecret);
    expect(other.clientSecret).not.toBe(sandbox.clientSecret);
    expect([...again.world.people(again.world.named(EVERY_DIRT))]).toEqual(people(EVERY_DIRT));
    expect(other.world.user(300)).not.toEqual(sandbox.world.user(300));
    await Promise.all([again.close(), other.close()]);
  });

  test('about forty clients, of 3 to 2,500 people, one empty, some inactive', () => {
    const sizes = sandbox.world.clients.map((client) => client.size);
    expect(sizes.length).toBeGreaterThanOrEqual(40);
    expect(Math.max(...sizes)).toBe(2500);
    expect(sizes.filter((size) => size > 0).reduce((a, b) => Math.min(a, b))).toBe(3);
    expect(people(BIGGEST)).toHaveLength(2500);
    expect(people(SECOND_BIGGEST)).toHaveLength(1310);
    expect(people(NOBODY)).toHaveLength(0);
    expect(sandbox.world.clients.filter((client) => client.inactive)).toHaveLength(2);
  });

  test('after importing Northwind Traders, its older double has no new people', () => {
    const addresses = new Set(people(TWIN).map((row) => clean(row.emailaddress)));
    expect(addresses.size).toBe(60);
    expect(people(TWIN_OLD).every((row) => addresses.has(clean(row.emailaddress)))).toBe(true);
    expect(people(TWIN).every((row) => !row.inactive && !row.isserviceaccount && row.name !== 'General User')).toBe(
      true,
    );
  });

  test('one client has every kind of dirty data', () => {
    const rows = people(EVERY_DIRT);
    const some = (test: (row: UserRow) => boolean) => expect(rows.filter(test).length).toBeGreaterThan(0);
    some((row) => row.emailaddress === undefined);
    some((row) => row.emailaddress === '');
    some(
      (row) =>
        row.emailaddress !== undefined && row.emailaddress !== '' && !/^[^@\s]+@[^@\s]+$/.test(row.emailaddress.trim()),
    );
    some((row) => /^\s|\s$/.test(row.emailaddress ?? ''));
    some((row) => /[A-Z]/.test(row.emailaddress ?? ''));
    some((row) =>
      rows.some(
        (other) => other.id !== row.id && row.emailaddress && clean(other.emailaddress) === clean(row.emailaddress),
      ),
    );
    some((row) => people(TWIN).some((other) => clean(other.emailaddress) === clean(row.emailaddress)));
    some((row) => row.emailaddress === undefined && row.email2 !== undefined);
    some((row) => row.emailaddress === undefined && row.login !== undefined);
    some((row) => (row.emailaddress?.length ?? 0) > 254);
    some((row) => row.name === 'General User');
    some((row) => row.isserviceaccount);
    some((row) => row.linked_agent_id > 0);
    some((row) => row.is_prospect);
    some((row) => row.inactive);
    some((row) => row.firstname === undefined && row.emailaddress !== undefined);
    some((row) => row.name.includes('\u0000'));
    some((row) => /[\u0001-\u001f]/.test(row.name));
    some((row) => !row.name.isWellFormed());
    some((row) => row.name.length > 1000);
    some((row) => row.name.includes('<script>'));
  });

  test('ordinary clients are mostly clean', () => {
    const rows = people(BIGGEST);
    const share = (test: (row: UserRow) => boolean) => rows.filter(test).length / rows.length;
    expect(share((row) => !row.emailaddress)).toBeGreaterThan(0.03);
    expect(share((row) => !row.emailaddress)).toBeLessThan(0.09);
    expect(share((row) => row.inactive)).toBeGreaterThan(0.03);
    expect(share((row) => row.inactive)).toBeLessThan(0.1);
  });

  test('names come from many scripts', () => {
    const scripts =
      'Latin Cyrillic Greek Arabic Hebrew Han Hiragana Katakana Hangul Devanagari Thai Georgian Armenian Ethiopic Tamil';
    for (const script of scripts.split(' ')) {
      const letter = new RegExp(`\\p{Script=${script}}`, 'u');
      expect(everybody.filter((row) => letter.test(row.name)).length).toBeGreaterThan(5);
    }
  });

  test('no address is shared by accident, and all addresses are below .example', () => {
    const own = people(BIGGEST).map((row) => row.login ?? '');
    const signIns = own.filter((login) => login !== '');
    expect(new Set(signIns).size).toBe(signIns.length);
    const valid = everybody
      .map((row) => clean(row.emailaddress))
      .filter((address) => /^[^@\s;]+@[^@\s;]+$/.test(address));
    expect(valid.filter((address) => !address.endsWith('.example'))).toEqual([]);
  });

  test('the General User can have another name, for the tenant or one client', async () => {
    expect(people('Bäckerei Wölkchen GmbH')[0]?.name).toBe('Allgemeiner Benutzer');
    const other = await startSandbox({ generalUserName: 'Anybody' });
    expect(other.world.user(101)?.name).toBe('Anybody');
    await other.close();
  });

  test('rows can be given instead of a number', async () => {
    const rows = [
      { name: 'Ida', emailaddress: 'ida@given.example' },
      { name: 'Max', inactive: true },
    ];
    const other = await startSandbox({ clients: [{ name: 'Given', people: rows }] });
    const get = await signedIn(other);
    expect((await get(`/api/Users?${EVERYBODY}`)).json.users).toMatchObject(rows);
    expect((await get('/api/Users')).json.record_count).toBe(1);
    await other.close();
  });

  test('a client of 200,000 people is available at once, page by page', async () => {
    const started = performance.now();
    const other = await startSandbox({ big: 200_000 });
    const big = other.world.clients.at(-1);
    const get = await signedIn(other);
    const reply = await get(`/api/Users?pageinate=true&page_size=100&page_no=2000&client_id=${big?.id}&${EVERYBODY}`);
    expect(reply.json).toMatchObject({ record_count: 200_000, users: { length: 100 } });
    expect(performance.now() - started).toBeLessThan(2_000);
    await other.close();
  });
});
