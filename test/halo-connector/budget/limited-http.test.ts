import {
  HaloConnector,
  Party,
  RequestBudget,
  type Share,
  type SlotOrWait,
  type Wish,
} from '../../../src/modules/halo-connector/index.js';
import { credentialsFor, errorOf, faultOf, json, startScripted, type Scripted } from '../scripted.js';
import { until } from '../../support/portal.js';

const client = { kind: 'client', id: 9 } as const;
const retryAt = new Date('2030-01-01T00:04:00Z');

/** Answers as scripted, and records the requests. */
class Told extends RequestBudget {
  readonly said: string[] = [];
  readonly refusals: number[] = [];

  async take({ host, priority }: Wish): Promise<SlotOrWait> {
    const waitMs = this.refusals.shift();
    this.said.push(`${waitMs === undefined ? 'take' : 'refuse'} ${priority} ${host}`);
    return waitMs === undefined ? { slot: String(this.said.length) } : { waitMs, retryAt };
  }

  answered(slot: string): void {
    this.said.push(`answered ${slot}`);
  }

  async pause({ host }: Share, ms: number): Promise<Date> {
    this.said.push(`pause ${host} ${ms}`);
    return retryAt;
  }

  async useOf(): Promise<null> {
    return null;
  }
}

let server: Scripted;
let budget: Told;
let halo: HaloConnector;
let host: string;
beforeEach(async () => {
  server = await startScripted();
  host = `127.0.0.1:${server.port}`;
  budget = new Told();
  halo = new HaloConnector({ allow: [server.origin], budget });
});
afterEach(async () => {
  await halo.close();
  await server.close();
});
const users = (signal?: AbortSignal) => halo.usersPage(credentialsFor(server.origin), client, 1, signal);
const groups = (signal?: AbortSignal) => halo.listGroups(credentialsFor(server.origin), signal);

test('every request takes a slot, also for tokens, and reports its end', async () => {
  server.on('/api/Users', json({ record_count: 0, users: [] }));
  await users();
  expect(budget.said).toEqual([`take background ${host}`, 'answered 1', `take background ${host}`, 'answered 3']);
  expect(server.requests).toHaveLength(2);
});

test('a broken request reports its end too', async () => {
  server.on('/auth/token', (_request, res) => void res.destroy());
  expect(await faultOf(users())).toBe('unreachable');
  expect(budget.said).toEqual([`take background ${host}`, 'answered 1']);
});

test('background work without a slot sends nothing and learns when to return', async () => {
  budget.refusals.push(300);
  expect(await errorOf(users())).toMatchObject({ code: 'rate-limited', detail: 'own limit', retryAt });
  expect(server.requests).toEqual([]);
});

test('two background requests at once keep their order, even if the first has to wait', async () => {
  server.on('/api/Users', json({ record_count: 0, users: [] }));
  await users();
  budget.refusals.push(40);
  const page = (pageNo: number) => halo.usersPage(credentialsFor(server.origin), client, pageNo);
  await Promise.all([page(7), page(8)]);
  expect(server.requests.slice(2).map(({ query }) => query.get('page_no'))).toEqual(['7', '8']);
});

test('a person at a page waits for a slot, but not for long', async () => {
  budget.refusals.push(20, 30);
  await groups();
  expect(budget.said.filter((line) => line.startsWith('refuse'))).toHaveLength(2);
  const sent = server.requests.length;
  budget.refusals.push(20, 5_000);
  expect(await errorOf(groups())).toMatchObject({ code: 'rate-limited', retryAt });
  expect(server.requests).toHaveLength(sent);
});

test('a caller that leaves while waiting is cancelled', async () => {
  const leaving = new AbortController();
  budget.refusals.push(4_900);
  const waiting = faultOf(groups(leaving.signal));
  leaving.abort();
  expect(await waiting).toBe('cancelled');
});

test('a reseller waiting for a slot does not hold up another', async () => {
  const leaving = new AbortController();
  budget.refusals.push(4_900);
  const waiting = faultOf(groups(leaving.signal));
  await until(async () => budget.refusals.length === 0, 'the first one waits');
  const party = new Party('another');
  await halo.listGroups(credentialsFor(server.origin, { clientId: 'another', party }));
  const signedIn = server.to('/auth/token').map(({ body }) => new URLSearchParams(body).get('client_id'));
  expect(signedIn).toEqual(['another']);
  leaving.abort();
  expect(await waiting).toBe('cancelled');
});

test('an address that is refused costs no slot', async () => {
  expect(await faultOf(halo.listGroups(credentialsFor('http://example.com')))).toBe('address-not-allowed');
  expect(budget.said).toEqual([]);
});

test.each([
  ['17', 'Rate Limit Reached - 300 Requests per rolling 5 minute window', 17_000],
  ['', 'Rate Limit Reached - 300 Requests per rolling 5 minute window', 300_000],
  ['', 'Rate Limit Reached - 10 Requests per rolling 20 second window', 20_000],
])('a 429 with Retry-After "%s" and "%s" pauses the host for %i ms', async (after, text, ms) => {
  server.on('/api/Users', (_request, res) => res.writeHead(429, after ? { 'retry-after': after } : {}).end(text));
  expect(await errorOf(users())).toMatchObject({ code: 'rate-limited', detail: '429', retryAt });
  expect(budget.said.at(-1)).toBe(`pause ${host} ${ms}`);
});
