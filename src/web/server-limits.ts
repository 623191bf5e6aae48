import type { Server, ServerOptions } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer } from 'node:http';

/** Limits on clients: the time to send a request, its size, and the total number of connections. */
export interface ServerLimits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** how often both are checked: with Node's default of 30 s they would mean little */
  readonly connectionsCheckingInterval: number;
  /** longer than proxies keep an idle connection, so that they never send a request on a connection that is closing */
  readonly keepAliveTimeout: number;
  readonly maxHeaderSize: number;
  readonly maxHeadersCount: number;
  readonly maxConnections: number;
}

/** In milliseconds and bytes. A form is at most 256 KiB, so 20 seconds are enough on a slow connection. */
export const LIMITS: ServerLimits = {
  ...{ headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 2_000, keepAliveTimeout: 75_000 },
  ...{ maxHeaderSize: 16 * 1024, maxHeadersCount: 100, maxConnections: 2_000 },
};

export function limitedServer(listener: Parameters<typeof createServer>[1], limits: ServerLimits = LIMITS): Server {
  const { maxHeadersCount, maxConnections, ...options } = limits;
  const server = createServer(options satisfies ServerOptions, listener);
  return Object.assign(server, { maxHeadersCount, maxConnections });
}

/** Nest's adapter creates its server without options, and some limits can be set only when a server is created. */
export class LimitedExpressAdapter extends ExpressAdapter {
  override initHttpServer(): void {
    this.httpServer = limitedServer(this.getInstance());
  }
}
