import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { createPortal } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { CredentialStore } from '../src/modules/credentials/index.js';
import { HaloConnector, Secret, type Group, type HaloCredentials } from '../src/modules/halo-connector/index.js';
import { LoadUsers } from '../src/modules/imports/load-users/load-users.js';
import { startSandboxProcess, type SandboxProcess } from '../src/start/sandbox-process.js';
import { median, perSecond, timed, type Bench, type Line } from './support.js';

const ROUNDS = 5;

/** Loads a large group from a fast sandbox, against a bare loop that pages through it and throws the answers away. */
export async function loadAgainstPaging(bench: Bench, people: number): Promise<Line[]> {
  process.env['SANDBOX_BIG'] = String(people);
  process.env['SANDBOX_RATE_LIMIT'] = 'off';
  const sandbox = await startSandboxProcess(0);
  const portal = await portalFor(bench, sandbox);
  const loading: number[] = [];
  const paging: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const load = await timed(portal.load);
    const page = await timed(() => pageThrough(sandbox, portal.group, people));
    // The first round warms all of them up.
    if (round > 0) {
      loading.push(load);
      paging.push(page);
    }
  }
  await portal.close();
  await sandbox.stop();
  const [measured, against] = [median(loading), median(paging)];
  return [
    {
      what: `3. loading ${people.toLocaleString('en')} people: time, against only paging through them`,
      measured: perSecond(people, measured),
      against: perSecond(people, against),
      ratio: measured / against,
    },
  ];
}

async function portalFor(bench: Bench, sandbox: SandboxProcess) {
  const pool = await bench.database();
  const config = {
    ...readConfig({ DEMO: 'off', LOG_LEVEL: 'error', DATA_DIR: '.data/bench', HALO_RATE_LIMIT: '1000000/1s' }),
    haloAllow: [sandbox.url],
    secretsKeyring: JSON.stringify({ bench: Buffer.alloc(32, 1).toString('base64') }),
  };
  const app = await createPortal({ config, pool, authSecret: 'a secret for the bench, long enough as it is' });
  await app.init();
  const metadata = {
    ...{ resellerId: randomUUID(), correlationId: 'bench' },
    actor: { id: randomUUID(), role: 'admin' } as const,
  };
  const teamId = randomUUID();
  const clientSecret = Secret.of(sandbox.clientSecret);
  const { url: origin, tenantId, clientId } = sandbox;
  const credentials: HaloCredentials = { origin, tenantId, clientId, clientSecret };
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
