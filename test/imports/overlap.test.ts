import { startTwoPortals, type TwoPortals } from '../support/two-portals.js';
import { loggedIn, LOGS } from '../support/logs.js';
import { loadRoster, until, type Agent } from '../support/portal.js';
import { sumOf } from '../support/admin-at-work.js';

const PEOPLE = 1_100;
const PLENTY = { requests: 100_000, windowMs: 60_000 };

let portals: TwoPortals;
let groups: readonly string[];

async function newTeam(agent: Agent): Promise<string> {
  const { headers } = await agent
    .post('/teams')
    .type('form')
    .send({ name: `Team ${Math.random()}`, then: 'save' });
  return /\/teams\/([0-9a-f-]{36})/.exec(headers['location'] ?? '')?.[1] ?? '';
}

/** A list with all people ticked, and a function to import it. */
async function ready(agent: Agent, teamId: string, group: string) {
  const id = await loadRoster(agent, teamId, group);
  await agent.post(`/rosters/${id}`).type('form').send({ action: 'select-all' }).expect(303);
  const press = () => agent.post(`/rosters/${id}/import`).type('form').send({ tickVersion: '1' }).expect(303);
  return { id, teamId, press };
}

type Ready = Awaited<ReturnType<typeof ready>>;

async function importAtOnce(...lists: readonly Ready[]): Promise<Record<string, number>[]> {
  await Promise.all(lists.map(({ press }) => press()));
  const ended = async () =>
    (
      await portals.pool.query(`select from import_summary where status <> 'running' and import_id = any($1)`, [
        lists.map(({ id }) => id),
      ])
    ).rowCount === lists.length;
  await until(ended, 'all imports have ended');
  return Promise.all(
    lists.map(async ({ id }) => sumOf((await portals.agents[0].get(`/imports/${id}`).expect(200)).text)),
  );
}

async function rowsOf(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  return (await portals.pool.query<Record<string, unknown>>(sql, values)).rows;
}

/** One account per address, and no claim without one or the other way round. */
async function expectSound(): Promise<void> {
  const all = `select count(*)::int as n, count(distinct lower(email))::int as addresses from member`;
  const claims = await rowsOf('select count(*)::int as n from email_claim');
  await until(async () => (await rowsOf(all))[0]?.['n'] === claims[0]?.['n'], 'the members are projected');
  expect((await rowsOf(all))[0]).toEqual({ n: claims[0]?.['n'], addresses: claims[0]?.['n'] });
  expect(
    await rowsOf(`select * from email_claim c full join member m on m.account_id = c.account_id and m.team_id = c.team_id
      and lower(m.email) = c.email_key where c.account_id is null or m.account_id is null`),
  ).toEqual([]);
}

/** One outcome per person, and the same in the log and on the page. */
async function expectDecidedOnce({ id }: Ready, sum: Record<string, number>): Promise<void> {
  const { imported = 0, rejected = 0, listed = 0 } = sum;
  expect(imported + rejected + (sum['already-in-team'] ?? 0) + (sum['left-out'] ?? 0)).toBe(listed);
  expect(sum['waiting']).toBeUndefined();
  const logged = await loggedIn(portals.pool, { stream: `import-${id}` });
  const people = new Set(logged.flatMap(({ data }) => (data as { haloId?: number }).haloId ?? []));
  const times = (type: string) => logged.filter((event) => event.type === type).length;
  expect({ imported: times('UserImported'), rejected: times('UserRejected') }).toEqual({ imported, rejected });
  expect(people.size).toBe(imported + rejected);
}

describe.each(LOGS)('with the log in $name', (kind) => {
  beforeAll(async () => {
    const clients = [
      { name: 'First', people: PEOPLE, dirt: 'none' },
      { name: 'Second', people: PEOPLE, dirt: 'none', sameAddressesAs: 'First' },
      { name: 'Third', people: PEOPLE, dirt: 'none' },
    ] as const;
    portals = await startTwoPortals(PLENTY, { clients }, kind);
    const { tenantId, clientId, clientSecret, url: baseUrl } = portals.sandbox;
    const form = { tenantId, clientId, clientSecret, baseUrl };
    await portals.agents[0].post(`/teams/${portals.team}/psa-import/credentials`).type('form').send(form).expect(303);
    groups = ['client-12', 'client-13', 'client-14'];
  });
  afterAll(() => portals.close());

  test('two portals import the same addresses into two Teams at once', async () => {
    const [one, other] = portals.agents;
    const lists = [
      await ready(one, await newTeam(one), groups[0] ?? ''),
      await ready(other, await newTeam(other), groups[1] ?? ''),
    ] as const;
    const sums = await importAtOnce(...lists);
    expect(sums[0]?.['imported']).toBe(sums[1]?.['rejected']);
    expect((sums[0]?.['imported'] ?? 0) + (sums[1]?.['imported'] ?? 0)).toBe(PEOPLE);
    await Promise.all(lists.map((list, n) => expectDecidedOnce(list, sums[n] ?? {})));
    await expectSound();
    const rejected = await loggedIn(portals.pool, { type: 'UserRejected' });
    expect(new Set(rejected.map(({ data }) => (data as { reason: string }).reason))).toEqual(
      new Set(['already-has-account']),
    );
  });

  test('two portals import one list four times at once, into two Teams', async () => {
    const [one, other] = portals.agents;
    const [team, second] = [await newTeam(one), await newTeam(other)];
    const third = groups[2] ?? '';
    const lists = [
      await ready(one, team, third),
      await ready(other, team, third),
      await ready(one, second, third),
      await ready(other, second, third),
    ];
    const sums = await importAtOnce(...lists);
    expect(sums.reduce((total, sum) => total + (sum['imported'] ?? 0), 0)).toBe(PEOPLE);
    await Promise.all(lists.map((list, n) => expectDecidedOnce(list, sums[n] ?? {})));
    await expectSound();
  });
});
