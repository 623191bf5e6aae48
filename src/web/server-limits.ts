import type { Server, ServerOptions } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer } from 'node:http';

/** What clients may keep of a server: how long one may take to say what it wants and how much, and how many connect at once, all together. */
export interface ServerLimits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** how often both are looked at: Node's own 30 s would make them mean little */
  readonly connectionsCheckingInterval: number;
  /** longer than proxies keep an idle connection, so that they do not send a request into one that is being closed */
  readonly keepAliveTimeout: number;
  readonly maxHeaderSize: number;
  readonly maxHeadersCount: number;
  readonly maxConnections: number;
}

/** In milliseconds and bytes. A form is 256 KiB at most, so 20 seconds are enough for a slow line. */
export const LIMITS: ServerLimits = {
  ...{ headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 2_000, keepAliveTimeout: 75_000 },
  ...{ maxHeaderSize: 16 * 1024, maxHeadersCount: 100, maxConnections: 2_000 },
};

export function limitedServer(listener: Parameters<typeof createServer>[1], limits: ServerLimits = LIMITS): Server {
  const { maxHeadersCount, maxConnections, ...options } = limits;
  const server = createServer(options satisfies ServerOptions, listener);
  return Object.assign(server, { maxHeadersCount, maxConnections });
}

/** Nest's adapter makes its server without options, and some limits can only be given when a server is made. */
export class LimitedExpressAdapter extends ExpressAdapter {
  override initHttpServer(): void {
    this.httpServer = limitedServer(this.getInstance());
  }
}
