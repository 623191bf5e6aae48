import type { Request, RequestHandler } from 'express';
import { NotAllowed } from '../shared/errors.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes by requests from other sites (cross-site request forgery). Browsers name the source of a request in `Sec-Fetch-Site`;
 * if they do not, for instance over plain http, they send `Origin`.
 * @param origin the portal's origin as browsers show it
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
