import type { Server } from 'node:http';
import type { MetricsListener } from '../metrics/index.js';
import { limitedServer, type HealthReport } from '../web/index.js';

/**
 * A worker serves no pages, only the health check for containers and monitors, and metrics if they have no port of their own.
 */
export function serveHealth(
  check: () => Promise<HealthReport>,
  port: number,
  host: string,
  metrics?: MetricsListener,
): Promise<Server> {
  const server = limitedServer((request, response) => {
    if (metrics?.(request, response)) return;
    if (request.method !== 'GET' || request.url !== '/health') {
      response.writeHead(404).end();
      return;
    }
    void check().then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
    });
  });
  return listening(server, port, host);
}

/** Metrics on a port of their own. */
export function serveMetrics(metrics: MetricsListener, port: number, host: string): Promise<Server> {
  const server = limitedServer((request, response) => {
    if (!metrics(request, response)) response.writeHead(404).end();
  });
  return listening(server, port, host);
}

async function listening(server: Server, port: number, host: string): Promise<Server> {
  await new Promise<void>((listens, failed) => {
    server.once('error', failed).listen(port, host, listens);
  });
  return server;
}
