import type { Request, RequestHandler } from 'express';
import { NotAllowed } from '../shared/errors.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses to change anything for a form that another site sent (cross-site request forgery). Browsers say where a request comes from in
 * `Sec-Fetch-Site`; those that do not, over plain http for instance, send `Origin`.
 * @param origin what browsers call the portal
 */
export function sameOriginOnly(origin: string): RequestHandler {
  return (request, _response, next) => {
    if (SAFE.has(request.method) || comesFrom(origin, request)) return next();
    next(
      new NotAllowed(
        'This was not sent from a page of the portal, so nothing was changed. Open the page again and repeat it there.',
      ),
    );
  };
}

function comesFrom(origin: string, request: Request): boolean {
  const site = request.get('Sec-Fetch-Site');
  return site === undefined ? request.get('Origin') === origin : site === 'same-origin';
}
