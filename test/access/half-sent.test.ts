import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { LIMITS, limitedServer } from '../../src/web/server-limits.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';

/** Says something to a server, and no more. @returns what it answers before it hangs up */
async function half(port: number, words: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(words);
  await once(socket, 'close');
  return answer;
}

const SOON = { ...LIMITS, headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 50 };

test.each([
  ['headers that do not end', 'GET / HTTP/1.1\r\nHost: portal\r\nX-Slow: ', /^HTTP\/1\.1 408/],
  [
    'a body that does not end',
    'POST / HTTP/1.1\r\nHost: portal\r\nContent-Length: 100\r\n\r\nname=',
    /^HTTP\/1\.1 408/,
  ],
  [
    'headers that are too large',
    `GET / HTTP/1.1\r\nHost: portal\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`,
    /^HTTP\/1\.1 431/,
  ],
])('the server closes the connection after %s', async (_name, words, answer) => {
  const server = limitedServer((request) => void request.resume(), SOON).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    expect(await half((server.address() as AddressInfo).port, words)).toMatch(answer);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

describe('the portal', () => {
  let portal: WholePortal;
  beforeAll(async () => void (portal = await startWholePortal()));
  afterAll(() => portal.close());

  test('has these limits', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout, maxHeadersCount, maxConnections } = LIMITS;
    const kept = { headersTimeout, requestTimeout, keepAliveTimeout, maxHeadersCount, maxConnections };
    expect(portal.app.getHttpServer()).toMatchObject(kept);
  });
});
