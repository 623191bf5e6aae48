import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { optionsFrom } from './settings.js';

const MAIN = resolve('dist/sandbox/main.js');
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function forked(env: Record<string, string>): ChildProcess {
  const child = fork(MAIN, { env: { ...process.env, ...env }, execArgv: [], silent: true });
  children.push(child);
  return child;
}

test('the process tells its parent where it is, outlives Ctrl-C, and ends with the channel', async () => {
  const child = forked({ SANDBOX_PORT: '0' });
  const [ready] = await once(child, 'message');
  expect(ready).toEqual({
    type: 'ready',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    tenantId: 'sandbox',
    clientId: expect.any(String),
    clientSecret: expect.any(String),
  });
  child.kill('SIGINT');
  expect((await fetch(`${ready.url}/api/authinfo`)).status).toBe(200);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a taken port is named, with what to set', async () => {
  const first = forked({ SANDBOX_PORT: '0' });
  const [ready] = await once(first, 'message');
  const { port } = new URL(ready.url);
  const second = forked({ SANDBOX_PORT: port });
  const exit = once(second, 'exit');
  const [failed] = await once(second, 'message');
  expect(failed).toEqual({ type: 'failed', message: expect.stringMatching(new RegExp(`${port}.*SANDBOX_PORT`)) });
  expect(await exit).toEqual([1, null]);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'alone it prints what is needed to sign in, and ends on %s',
  async (signal) => {
    const child = spawn(process.execPath, [MAIN], { env: { ...process.env, SANDBOX_PORT: '0' } });
    children.push(child);
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += String(chunk);
      if (printed.includes('/sandbox/faults')) break;
    }
    expect(printed).toMatch(
      /Tenant ID +sandbox\n.*Client ID +[0-9a-f-]{36}\n.*Client Secret +[0-9a-f-]{73}\n.*Base URL +http:/s,
    );
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);

test('settings come from the environment, and wrong ones are named', () => {
  expect(optionsFrom({})).toMatchObject({
    port: 4010,
    rateLimit: { requests: 300, windowMs: 300_000 },
    big: 0,
    pageCap: 100,
  });
  expect(optionsFrom({ SANDBOX_RATE_LIMIT: 'off', SANDBOX_BIG: '20000' })).toMatchObject({
    rateLimit: 'off',
    big: 20_000,
  });
  expect(optionsFrom({ SANDBOX_RATE_LIMIT: '10/2s' }).rateLimit).toEqual({ requests: 10, windowMs: 2_000 });
  expect(optionsFrom({ SANDBOX_PATH: '/halo' }).path).toBe('/halo');
  for (const path of ['halo', '/', '/halo/', '//halo', '/a b', '/..'])
    expect(() => optionsFrom({ SANDBOX_PATH: path })).toThrow('SANDBOX_PATH');
  expect(() => optionsFrom({ SANDBOX_PORT: '70000' })).toThrow('SANDBOX_PORT');
  expect(() => optionsFrom({ SANDBOX_RATE_LIMIT: 'fast' })).toThrow('SANDBOX_RATE_LIMIT');
});
