import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { openLog } from '../src/event-store/index.js';
import { createAuth, PortalUsers } from '../src/modules/access/index.js';
import { insertRoster } from './import.js';
import { asker } from './open-portal.js';

const READY_MS = 30_000;
const IMPORT_MS = 600_000;
const LOOK_MS = 50;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

export type OwnPortal = Awaited<ReturnType<typeof startOwnPortal>>;

/** `apart`: one process for pages (ROLE=web), another for work (ROLE=work) */
export type Processes = 'one' | 'apart';

/** The portal in one process of its own, or in two, and a signed-in admin. */
export async function startOwnPortal(pool: pg.Pool, how: Processes = 'one') {
  const port = await freePort();
  const [origin, authSecret] = [`http://localhost:${port}`, 'a secret for the bench, long enough as it is'];
  const child = startProcess(pool, {
    PORT: String(port),
    AUTH_SECRET: authSecret,
    ROLE: how === 'one' ? 'both' : 'web',
  });
  const worker = how === 'apart' ? startProcess(pool, { PORT: '', ROLE: 'work' }) : undefined;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = asker(agent, port, origin);
  const owner = { resellerId: randomUUID(), teamId: randomUUID() };
  await pool.query(
    `insert into team (id, reseller_id, name, name_key, added_at) values ($1, $2, 'Bench', 'bench', now())`,
    [owner.teamId, owner.resellerId],
  );
  await ready(ask, child);
  if (worker) await workerSeen(pool, worker);
  const cookie = await signIn(ask, new PortalUsers(pool, createAuth({ pool, origin, authSecret })), owner.resellerId);

  const get = async (path: string) => {
    const { status } = await ask('GET', path, { cookie });
    if (status !== 200) throw new Error(`${path} answered ${status}`);
  };
  return {
    get,
    list: async (people: number) => {
      const id = randomUUID();
      await insertRoster(pool, id, people, owner);
      return id;
    },
    /** Presses Import, and waits until all lists show its end. */
    import: async (roster: string) => {
      const { status } = await ask('POST', `/rosters/${roster}/import`, { cookie, ...FORM }, 'tickVersion=0');
      if (status !== 303) throw new Error(`Import answered ${status}`);
      await allSeen(pool, roster);
    },
    peak: async () => {
      child.send('peak');
      return Number((await once(child, 'message'))[0]);
    },
    stop: async () => {
      agent.destroy();
      for (const running of worker ? [child, worker] : [child]) {
        running.disconnect();
        await once(running, 'exit');
      }
    },
  };
}

function startProcess(pool: pg.Pool, own: Readonly<Record<string, string>>): ChildProcess {
  const env = {
    ...process.env,
    ...{ NODE_ENV: '', DEMO: 'off', LOG_LEVEL: 'error', DATA_DIR: '.data/bench' },
    ...own,
    DATABASE_URL: pool.options.connectionString,
    SECRETS_KEYRING: JSON.stringify({ bench: randomBytes(32).toString('base64') }),
  };
  const path = fileURLToPath(new URL('portal-process.js', import.meta.url));
  return fork(path, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

type Ask = ReturnType<typeof asker>;

async function ready(ask: Ask, child: ChildProcess): Promise<void> {
  await until(READY_MS, 'the portal is ready', async () => {
    if (child.exitCode !== null) throw new Error('The portal of the bench has ended.');
    const answer = await ask('GET', '/health', {}).catch(() => undefined);
    return answer?.status === 200;
  });
}

async function workerSeen(pool: pg.Pool, worker: ChildProcess): Promise<void> {
  await until(READY_MS, 'the worker is ready', async () => {
    if (worker.exitCode !== null) throw new Error('The worker of the bench has ended.');
    return (await pool.query('select from worker limit 1')).rowCount === 1;
  });
}

async function signIn(ask: Ask, users: PortalUsers, resellerId: string): Promise<string> {
  const [email, password] = [`admin-${randomUUID()}@bench.example`, randomUUID()];
  await users.addReseller({ id: resellerId, name: 'Bench' });
  await users.addUser({ name: 'Admin', email, password, role: 'admin', resellerId });
  const { cookie } = await ask('POST', '/sign-in', FORM, new URLSearchParams({ email, password }).toString());
  if (!cookie) throw new Error('The admin could not sign in.');
  return cookie;
}

async function allSeen(pool: pg.Pool, importId: string): Promise<void> {
  const log = await openLog({ pool, url: undefined });
  await until(IMPORT_MS, 'all lists show the end of the import', async () => {
    const { rows } = await pool.query<{ seen: boolean }>(
      `select import_ended_at is not null
         and not exists (select from log.projection_checkpoint where position < $2 collate "C") as seen
       from roster where id = $1`,
      [importId, await log.head()],
    );
    return rows[0]?.seen === true;
  });
  await log.close();
}

async function until(ms: number, what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${ms} ms in vain until ${what}.`);
    await pause(LOOK_MS);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
