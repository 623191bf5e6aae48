import type { Request } from 'express';
import type { CameBackAs } from '../views/words/banners.js';
import type { Visitor } from '../shared/visitor.js';

/** Fields of a form, as they came. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A form on the page that it has come back to. */
export interface CameBack {
  readonly as: CameBackAs;
  readonly fields: Fields;
}

/** A request as the portal's middleware leaves it for the handlers. */
export interface PortalRequest extends Request {
  /** made for every request; pages, log lines and events of the request carry it */
  correlationId: string;
  /** whoever is signed in, once somebody has looked */
  visitor?: Visitor;
  /** without a session: the form that was sent, sealed for the person whose page it was sent from */
  sealedForm?: string | undefined;
  /** the form that this page was opened with, after its owner has signed in again */
  cameBack?: CameBack | undefined;
}

/** Sent by htmx rather than by the browser itself? */
export function isHtmx(request: Request): boolean {
  return request.get('HX-Request') === 'true';
}

/** Does htmx want a part of a page only? (It also asks for whole pages, when it swaps the body or picks a part by itself.) */
export function isPartial(request: Request): boolean {
  return isHtmx(request) && request.get('HX-Request-Type') !== 'full';
}
