import type { Request } from 'express';
import type { Visitor } from '../modules/access/index.js';

/** A request as the portal's middleware leaves it for the handlers. */
export interface PortalRequest extends Request {
  /** made for every request; pages, log lines and events of the request carry it */
  correlationId: string;
  /** whoever is signed in, once the guard has looked */
  visitor?: Visitor;
}

/** Asked for by htmx for a part of a page, not by the browser for a page? */
export function isPartial(request: Request): boolean {
  return request.get('HX-Request') === 'true';
}
