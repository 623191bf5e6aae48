import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from './metrics.js';
import type { Health } from './readings.js';

/** Answers GET /metrics. @returns false, with nothing written, if the request is for something else */
export type MetricsListener = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * @param read takes a bounded time and does not fail
 * @param token undefined: everyone who reaches the port may read them
 */
export function metricsListener(
  metrics: Metrics,
  read: () => Promise<Health>,
  token: string | undefined,
): MetricsListener {
  return (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') return false;
    if (token !== undefined && !carries(request, token)) {
      response.writeHead(401, { 'www-authenticate': 'Bearer', 'cache-control': 'no-store' }).end();
      return true;
    }
    void read()
      .then((health) => metrics.text(health))
      .then(
        (text) =>
          response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text),
        () => response.writeHead(500).end(),
      );
    return true;
  };
}

/** Compares digests, which have one length, in constant time. */
function carries(request: IncomingMessage, token: string): boolean {
  const sent = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return sent !== undefined && timingSafeEqual(digest(sent), digest(token));
}

const digest = (text: string) => createHash('sha256').update(text).digest();
