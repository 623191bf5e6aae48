import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { assetFiles } from '../../src/views/assets.js';
import { startPortal, type TestPortal } from './portal.js';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal?.close());

test('a browser that cancels its downloads causes no error', async () => {
  const server = (await portal.app.listen(0, '127.0.0.1')) as Server;
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const font = assetFiles.find(({ url }) => url.includes('inter-latin-ext'))?.url ?? '';
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [connection] = await accepted;
  // `once` of events would take the reset, which is what is tried here, for a failure.
  const closed = new Promise((done) => connection.once('close', done));
  // More than the buffers between the two hold, so that the portal is in the middle of it.
  socket.write(`GET ${font} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(100));
  await once(socket, 'data');
  socket.pause();
  socket.resetAndDestroy();
  await closed;
  await new Promise((done) => setImmediate(() => setImmediate(done)));
  const levels = portal.log.map((line) => JSON.parse(line) as { level: number; err?: unknown });
  expect(levels.length).toBeGreaterThan(0);
  expect(levels.filter(({ level }) => level >= 50)).toEqual([]);
});
