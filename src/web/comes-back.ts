import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { PortalRequest, SentFields } from './request.js';

/** Where a form returns to if it was sent after the session had ended. */
export interface WayBack {
  /** the page with the form, with the parameters of the route: `/teams/:id/edit` */
  readonly to: string;
  /** the fields to show there again; omitted: a question, which is asked again. Never name a secret here. */
  readonly keep?: readonly string[] | ((request: PortalRequest) => SentFields);
  /** the form has a secret that must be typed again */
  readonly secret?: boolean;
  /** the handler in DoneAgain that repeats it after signing in; only for harmless actions */
  readonly again?: string;
}

export const COMES_BACK = Symbol('where a form comes back to');

/** Every route that takes a form says where the form returns to after the end of a session. A test checks this. */
export const ComesBack = (way: WayBack) => SetMetadata<symbol, WayBack>(COMES_BACK, way);

/** What was typed, on the page that a form returns to. Empty on any other visit. */
export const KeptFields = createParamDecorator(
  (_data: unknown, context: ExecutionContext): SentFields =>
    context.switchToHttp().getRequest<PortalRequest>().cameBack?.fields ?? {},
);
