import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HaloFault } from '../../src/facts/index.js';
import { HaloError, Secret, type HaloCredentials } from '../../src/modules/halo-connector/index.js';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Handler = (request: Received, res: ServerResponse) => void;

export interface Scripted {
  readonly origin: string;
  readonly port: number;
  readonly requests: readonly Received[];
  /** How many TCP connections have come in. */
  readonly connections: () => number;
  to(path: string): readonly Received[];
  on(path: string, handler: Handler): void;
  close(): Promise<void>;
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Handler {
  return (_request, res) =>
    void res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/** A server that answers word for word: tokens `token-1`, `token-2`…, no lists, no clients, until told otherwise. */
export async function startScripted(): Promise<Scripted> {
  const handlers = new Map<string, Handler>();
  const requests: Received[] = [];
  let connections = 0;
  let tokens = 0;
  handlers.set('/auth/token', (request, res) =>
    json({ access_token: `token-${++tokens}`, expires_in: 3600 })(request, res),
  );
  handlers.set('/api/client', json({ record_count: 0, clients: [] }));
  handlers.set('/api/distributionlists', json([]));
  const listener: RequestListener = (req, res) => {
    void received(req).then((request) => {
      requests.push(request);
      (handlers.get(request.path.toLowerCase()) ?? json({ Message: 'no such endpoint' }, 404))(request, res);
    });
  };
  const server = createServer(listener).on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    to: (path) => requests.filter((request) => request.path.toLowerCase() === path.toLowerCase()),
    on: (path, handler) => void handlers.set(path.toLowerCase(), handler),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function received(req: IncomingMessage): Promise<Received> {
  let body = '';
  for await (const chunk of req) body += String(chunk);
  const url = new URL(req.url ?? '/', 'http://scripted');
  return { method: req.method ?? '', path: url.pathname, query: url.searchParams, headers: req.headers, body };
}

export function credentialsFor(baseUrl: string, rest: Partial<HaloCredentials> = {}): HaloCredentials {
  const clientSecret = Secret.of('4f5c6a6e-0000-4000-8000-000000000001-4f5c6a6e-0000-4000-8000-000000000002');
  return { baseUrl, tenantId: 'acme', clientId: '7f3e0000-0000-4000-8000-000000000001', clientSecret, ...rest };
}

/** The code of the HaloError that a call ends with; anything else fails the test. */
export async function faultOf(call: Promise<unknown>): Promise<HaloFault> {
  return (await errorOf(call)).code;
}

export async function errorOf(call: Promise<unknown>): Promise<HaloError> {
  const outcome: unknown = await call.then(
    () => 'no fault',
    (error: unknown) => error,
  );
  if (outcome instanceof HaloError) return outcome;
  throw new Error(`expected a HaloError, got ${outcome instanceof Error ? outcome.stack : String(outcome)}`);
}
