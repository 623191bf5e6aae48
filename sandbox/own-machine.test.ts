import { request } from 'node:http';
import { startSandbox, type Sandbox } from './index.js';
import { fromOwnMachine } from './own-machine.js';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await startSandbox()));
afterAll(() => sandbox.close());

/** Switches a fault on. With node:http, because fetch chooses Host and Origin itself. */
function post(headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  const { port } = new URL(sandbox.url);
  const options = { method: 'POST', host: '127.0.0.1', port, path: '/sandbox/faults', headers };
  return new Promise((answered, failed) => {
    request(options, (answer) => answered(answer.resume().statusCode))
      .once('error', failed)
      .end('500 users');
  });
}

test.each<[string, Record<string, string>]>([
  ['a page of another site', { origin: 'https://evil.example' }],
  ['a page that hides where it is from', { origin: 'null' }],
  ['a form of another site, without an origin', { 'sec-fetch-site': 'cross-site' }],
  ['a page of another port here', { 'sec-fetch-site': 'same-site' }],
  ['a name that has come to mean this machine', { host: 'rebound.example:4010' }],
  [
    'the same, with its own origin',
    { host: 'rebound.example', origin: 'http://rebound.example', 'sec-fetch-site': 'same-origin' },
  ],
  ['a name that begins like one of ours', { host: 'localhost.evil.example' }],
])('the switchboard refuses %s', async (_name, headers) => {
  expect(await post(headers)).toBe(403);
  expect(await (await fetch(`${sandbox.url}/sandbox/faults`)).json()).toMatchObject({ on: [] });
});

test('the switchboard accepts requests typed on this machine', async () => {
  expect(await post({})).not.toBe(403);
  expect(
    await post({ host: 'localhost:4010', origin: 'http://localhost:4010', 'sec-fetch-site': 'same-origin' }),
  ).not.toBe(403);
});

test('another machine is refused, whichever headers it sends', () => {
  const from = (remoteAddress: string) =>
    fromOwnMachine({ headers: { host: 'localhost' }, socket: { remoteAddress } } as Parameters<
      typeof fromOwnMachine
    >[0]);
  expect(['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', '10.127.0.1'].filter(from)).toEqual([]);
  expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].filter(from)).toHaveLength(3);
});
