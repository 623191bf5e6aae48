import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Fields, PortalRequest } from './request.js';

/** Where a form goes that was sent after the session had ended. */
export interface WayBack {
  /** the page that shows the form, with the parameters of the route: `/teams/:id/edit` */
  readonly to: string;
  /** the fields that are shown there again; left out: a question, which is asked again. Never name a secret here. */
  readonly keep?: readonly string[] | ((request: PortalRequest) => Fields);
  /** the form has a secret, which must be typed again */
  readonly secret?: boolean;
  /** name of the handler in DoneAgain that repeats it after signing in; only for what is harmless to repeat */
  readonly again?: string;
}

export const COMES_BACK = Symbol('where a form comes back to');

/** Every route that takes a form says where the form comes back to when the session has ended: a test holds them to it. */
export const ComesBack = (way: WayBack) => SetMetadata<symbol, WayBack>(COMES_BACK, way);

/** On the page that a form comes back to: what was typed. Empty on any other visit. */
export const KeptFields = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Fields =>
    context.switchToHttp().getRequest<PortalRequest>().cameBack?.fields ?? {},
);
