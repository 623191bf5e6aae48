import { randomBytes, randomUUID } from 'node:crypto';
import { mock } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandBus } from '@nestjs/cqrs';
import { createPortal } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { PostgresRequestBudget } from '../src/modules/halo-connector/budget/index.js';
import { CredentialStore } from '../src/modules/credentials/index.js';
import { HaloConnector, Secret, type Group, type HaloCredentials } from '../src/modules/halo-connector/index.js';
import { LoadUsers } from '../src/modules/rosters/load/load-users.js';
import { startSandboxProcess, type SandboxProcess } from '../src/boot/sandbox-process.js';
import type { Size } from './import.js';
import { median, perPerson, perSecond, seconds, timed, type Bench, type Line, type Took } from './support.js';

const ROUNDS = 5;
/** HaloPSA's limit, with a window of ten seconds instead of five minutes. */
const LIMIT = { requests: 300, windowMs: 10_000 };
const PAGE = 100;

/**
 * Loads a large group from the sandbox, against a bare loop that pages through it and discards the answers.
 * @param answerMs how long the sandbox waits before each answer. 0 is faster than any HaloPSA
 */
export async function loadAgainstPaging(bench: Bench, people: number, answerMs: number): Promise<Line[]> {
  const { measured, against } = await loadAndPage(bench, people, { answerMs, rounds: ROUNDS });
  return [
    {
      what: `3. loading ${people.toLocaleString('en')} people, ${answerMs} ms before each answer: time, against only paging through them`,
      measured: perSecond(people, measured),
      against: perSecond(people, against),
      ratio: measured / against,
    },
  ];
}

/** Loads of several sizes, smallest first, each of a list that is new to the database. */
export async function loadAtSizes(bench: Bench, sizes: readonly Size[]): Promise<Line[]> {
  const lines: Line[] = [];
  const took: Took[] = [];
  for (const { people, rounds } of sizes) {
    const { measured, against } = await loadAndPage(bench, people, { answerMs: 0, rounds });
    took.push({ people, ms: measured });
    lines.push({
      what: `3. loading ${people.toLocaleString('en')} people: time, against only paging through them`,
      ...{ measured: seconds(measured), against: seconds(against), ratio: measured / against },
    });
  }
  return [...lines, ...perPerson('3. loading', took)];
}

/** @returns medians of milliseconds */
async function loadAndPage(
  bench: Bench,
  people: number,
  { answerMs, rounds }: { readonly answerMs: number; readonly rounds: number },
): Promise<{ measured: number; against: number }> {
  const sandbox = await sandboxOf(people, 'off');
  if (answerMs > 0) await slowDown(sandbox, answerMs);
  const portal = await portalFor(bench, sandbox, '1000000/1s');
  const loading: number[] = [];
  const paging: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const load = await timed(portal.load);
    const page = await timed(() => pageThrough(sandbox, portal.group, people));
    // The first round only warms up.
    if (round > 0) {
      loading.push(load);
      paging.push(page);
    }
  }
  await portal.close();
  await sandbox.stop();
  return { measured: median(loading), against: median(paging) };
}

/** Loads a large group under HaloPSA's request limit, against a client that wastes neither a request nor a moment. */
export async function loadAgainstIdeal(bench: Bench, people: number, rounds: number): Promise<Line[]> {
  const pageMs = await pagingMs(bench, people);
  const limit = `${LIMIT.requests}/${LIMIT.windowMs / 1_000}s`;
  const sandbox = await sandboxOf(people, limit);
  const refused = mock.method(PostgresRequestBudget.prototype, 'pause');
  const portal = await portalFor(bench, sandbox, limit);
  const loading: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await sleep(LIMIT.windowMs + 100);
    loading.push(await timed(portal.load));
  }
  const refusals = refused.mock.callCount();
  refused.mock.restore();
  await portal.close();
  await sandbox.stop();
  const [measured, against] = [median(loading), idealMs(Math.ceil(people / PAGE) + 1, pageMs)];
  return [
    {
      what: `3. loading ${people.toLocaleString('en')} at ${LIMIT.requests} requests in ${LIMIT.windowMs / 1_000} s: time, against an ideal client (429s: ${refusals})`,
      measured: `${(measured / 1_000).toFixed(2)} s`,
      against: `${(against / 1_000).toFixed(2)} s`,
      ratio: measured / against,
    },
  ];
}

/** Milliseconds that the bare loop takes per page. */
async function pagingMs(bench: Bench, people: number): Promise<number> {
  const sandbox = await sandboxOf(people, 'off');
  const portal = await portalFor(bench, sandbox, '1000000/1s');
  const rounds = [];
  for (let round = 0; round < 3; round++) rounds.push(await timed(() => pageThrough(sandbox, portal.group, people)));
  await portal.close();
  await sandbox.stop();
  return median(rounds) / (people / PAGE);
}

/** Sends requests one after another, each as soon as the limit allows. It knows the whole limit and reserves no slot. */
function idealMs(requests: number, requestMs: number): number {
  const begun: number[] = [];
  let now = 0;
  for (let n = 0; n < requests; n++) {
    now = Math.max(now, (begun[n - LIMIT.requests] ?? -Infinity) + LIMIT.windowMs);
    begun.push(now);
    now += requestMs;
  }
  return now;
}

async function sandboxOf(people: number, rateLimit: string): Promise<SandboxProcess> {
  process.env['SANDBOX_BIG'] = String(people);
  process.env['SANDBOX_RATE_LIMIT'] = rateLimit;
  return startSandboxProcess(0);
}

async function slowDown({ url }: SandboxProcess, ms: number): Promise<void> {
  const answer = await fetch(`${url}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ fault: 'slow', ms }) });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
}

async function portalFor(bench: Bench, sandbox: SandboxProcess, rateLimit: string) {
  const pool = await bench.database();
  const config = {
    ...readConfig({ DEMO: 'off', LOG_LEVEL: 'error', DATA_DIR: '.data/bench', HALO_RATE_LIMIT: rateLimit }),
    haloAllow: [sandbox.url],
    secretsKeyring: JSON.stringify({ bench: randomBytes(32).toString('base64') }),
  };
  const app = await createPortal({ config, pool, authSecret: 'a secret for the bench, long enough as it is' });
  await app.init();
  const metadata = {
    ...{ resellerId: randomUUID(), correlationId: 'bench' },
    actor: { id: randomUUID(), role: 'admin' } as const,
  };
  const teamId = randomUUID();
  const clientSecret = Secret.of(sandbox.clientSecret);
  const { url: baseUrl, tenantId, clientId } = sandbox;
  const credentials: HaloCredentials = { baseUrl, tenantId, clientId, clientSecret };
  const list = await app.get(HaloConnector, { strict: false }).listGroups(credentials);
  await app.get(CredentialStore, { strict: false }).store(credentials, list, { teamId, metadata });
  const group = list.groups.find(({ name }) => name === 'Colossus of Nodes');
  if (!group) throw new Error('The sandbox has no large client.');
  const load = async () => {
    const begun = await app.get(CommandBus).execute(new LoadUsers(teamId, group, metadata));
    if (!('rosterId' in begun)) throw new Error(begun.refused);
    for (;;) {
      const { rows } = await pool.query<{ status: string }>('select status from roster where id = $1', [
        begun.rosterId,
      ]);
      if (rows[0]?.status === 'loaded') return;
      if (rows[0]?.status === 'failed') throw new Error('The load failed.');
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  return { group, load, close: () => app.close() };
}

async function pageThrough(sandbox: SandboxProcess, group: Group, people: number): Promise<void> {
  const { tenantId, clientId, clientSecret, url } = sandbox;
  const form = new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
    scope: 'read:customers',
  });
  const token = await fetch(`${url}/auth/token?tenant=${tenantId}`, { method: 'POST', body: form });
  const { access_token } = (await token.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  const filter = `client_id=${group.id}&includeactive=true&includeinactive=true&includeserviceaccount=true&includenonserviceaccount=true`;
  let received = 0;
  for (let page = 1; ; page++) {
    const answer = await fetch(`${url}/api/Users?pageinate=true&page_size=100&page_no=${page}&order=id&${filter}`, {
      headers,
    });
    const { users } = (await answer.json()) as { users: unknown[] };
    if (users.length === 0) break;
    received += users.length;
  }
  if (received < people) throw new Error(`Only ${received} people came.`);
}
