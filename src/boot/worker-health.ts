import type { Server } from 'node:http';
import { limitedServer, type HealthReport } from '../web/index.js';

/** A worker serves no pages, only the health check for containers and monitors. */
export async function serveHealth(check: () => Promise<HealthReport>, port: number, host: string): Promise<Server> {
  const server = limitedServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/health') {
      response.writeHead(404).end();
      return;
    }
    void check().then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, host, listening);
  });
  return server;
}
