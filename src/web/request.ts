import type { Request } from 'express';
import type { CameBackAs } from '../views/words/banners.js';
import type { Visitor } from '../shared/visitor.js';

/** The fields of a form or a query as the middleware leaves them: text, or several texts of one name. */
export type SentFields = Readonly<Record<string, string | readonly string[]>>;

/** A form on the page that it has returned to. */
export interface CameBack {
  readonly as: CameBackAs;
  readonly fields: SentFields;
}

/** A request with what the portal's middleware adds to it. */
export interface PortalRequest extends Request {
  /** the correlation id, which pages, log lines and events of the request carry */
  correlationId: string;
  /** the signed-in visitor, once looked up */
  visitor?: Visitor;
  /** without a session: the form that was sent, sealed for the person whose page it is from */
  sealedForm?: string | undefined;
  /** the form that returned to this page, after its owner has signed in again */
  cameBack?: CameBack | undefined;
}

/** Sent by htmx rather than by the browser itself? */
export function isHtmx(request: Request): boolean {
  return request.get('HX-Request') === 'true';
}

/** Does htmx want only a fragment? (It also requests whole pages, when it swaps the body or selects a part by itself.) */
export function isPartial(request: Request): boolean {
  return isHtmx(request) && request.get('HX-Request-Type') !== 'full';
}
