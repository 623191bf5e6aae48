import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { run } from '../../src/commands/run.js';
import { freePort, startProcess, type PortalProcess } from '../chaos/process.js';
import { Visitor } from '../chaos/visitor.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/portal.js';
import { scratchDataDir } from '../support/scratch.mjs';

const PASSWORD = 'correct horse battery';
let db: TestDatabase;
let sandbox: Sandbox;
let scratch: Awaited<ReturnType<typeof scratchDataDir>>;
const running: PortalProcess[] = [];

beforeAll(async () => {
  [db, sandbox, scratch] = await Promise.all([createTestDatabase(), startSandbox(), scratchDataDir()]);
});
afterAll(async () => {
  for (const one of running) await one.end();
  await sandbox.close();
  await db.drop();
  await scratch.remove();
});

async function start(role: 'web' | 'work'): Promise<PortalProcess> {
  const env = { DATABASE_URL: db.portalUrl, ROLE: role, HALO_ALLOW: sandbox.url };
  const started = await startProcess(scratch.dataDir, [await freePort(), 1], env);
  running.push(started);
  return started;
}

async function admin(origin: string): Promise<Visitor> {
  let printed = '';
  const terminal = { out: (line: string) => (printed += line), err: () => undefined, password: async () => PASSWORD };
  const portal = (...args: string[]) => run(args, { DATABASE_URL: db.portalUrl, DATA_DIR: scratch.dataDir }, terminal);
  await portal('reseller', 'add', 'Acme');
  const reseller = /[0-9a-f-]{36}/.exec(printed)?.[0] ?? '';
  const of = ['--email', 'ann@acme.example', '--name', 'Ann', '--role', 'admin', '--reseller', reseller];
  await portal('user', 'add', ...of);
  const visitor = new Visitor();
  visitor.origin = origin;
  await visitor.signIn('ann@acme.example', PASSWORD);
  return visitor;
}

const health = async ({ origin }: PortalProcess) => {
  const answer = await fetch(`${origin}/health`);
  return { status: answer.status, body: (await answer.json()) as { status: string; details: object } };
};
const rows = async (sql: string) => (await db.pool.query<Record<string, unknown>>(sql)).rows;

/** Stores credentials and begins to load a group. @returns the page of the list */
async function beginToLoad(visitor: Visitor, teamPath: string): Promise<string> {
  const { tenantId, clientId, clientSecret, url: baseUrl } = sandbox;
  await visitor.post(`${teamPath}/psa-import/credentials`, { tenantId, clientId, clientSecret, baseUrl });
  const { text } = await visitor.get(`${teamPath}/psa-import`);
  const group = /<option value="([^"]+)"[^>]*>Northwind Traders</.exec(text)?.[1] ?? '';
  return visitor.post(`${teamPath}/psa-import/rosters`, { group });
}

test('a web process only serves pages and says so, and a worker only works', async () => {
  const web = await start('web');
  const visitor = await admin(web.origin);

  expect(await health(web)).toMatchObject({
    status: 200,
    body: { status: 'degraded', details: { workers: { status: 'degraded' }, projections: { status: 'up' } } },
  });
  expect(await visitor.post('/teams', { name: 'Rockets' })).toMatch(/\?done=no-worker$/);
  expect((await visitor.get('/teams?done=no-worker')).text).toContain(
    'Your change is stored, but cannot be shown yet.',
  );
  expect(await rows(`select from team`)).toEqual([]);

  const work = await start('work');
  expect((await health(work)).body.details).toMatchObject({ workers: { status: 'up' }, database: { status: 'up' } });
  expect((await fetch(`${work.origin}/sign-in`)).status).toBe(404);
  await until(async () => (await health(web)).body.status === 'ok', 'the web process has seen the worker');
  await until(async () => (await rows('select from team')).length === 1, 'the Team is shown');
  const teamPath = `/teams/${String((await rows('select id from team'))[0]?.['id'])}`;
  expect((await visitor.get(teamPath)).status).toBe(200);

  await work.kill();
  await db.pool.query(`update worker set seen_at = now() - interval '31 seconds'`);
  const list = await beginToLoad(visitor, teamPath);
  expect((await visitor.get(list)).text).toContain(
    'The part of the portal that loads and imports people is not running.',
  );
  expect(await rows(`select status, received from roster`)).toEqual([{ status: 'loading', received: 0 }]);

  await start('work');
  await until(async () => (await visitor.get(list)).text.includes('id="tick-bar"'), 'the people are loaded');
  await visitor.post(list, { action: 'select-all' });
  const confirm = await visitor.get(`${list}/confirm`);
  const tickVersion = /name="tickVersion" value="(\d+)"/.exec(confirm.text)?.[1] ?? '';
  const importPage = await visitor.post(`${list}/import`, { tickVersion });
  await until(
    async () => /The import has ended|Completed/.test((await visitor.get(importPage)).text),
    'the import ended',
  );
});

test('a process with one role needs DATABASE_URL, and says so before it writes anything', async () => {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: scratch.dataDir, ROLE: 'web' };
  const child = spawn(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(words).toContain('ROLE=web needs DATABASE_URL');
});
