import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { EventMetadata } from '../event-store/index.js';
import type { PortalRequest } from './request.js';
import type { Role, Visitor } from '../shared/visitor.js';

export const ALLOWED = Symbol('who may come in');
export type Allowed = 'anyone' | readonly Role[];

/** Who may use a route (or every route of a controller): signed in, with one of these roles. A route that does not say is refused. */
export const AllowRoles = (...roles: [Role, ...Role[]]) => SetMetadata<symbol, Allowed>(ALLOWED, roles);

/** A route that everybody may use, signed in or not. */
export const AllowAnyone = () => SetMetadata<symbol, Allowed>(ALLOWED, 'anyone');

/** Whoever is signed in. Only for routes with `@AllowRoles`: elsewhere there may be nobody, and that is an error. */
export const SignedIn = createParamDecorator((_data: unknown, context: ExecutionContext): Visitor =>
  visitorOf(context.switchToHttp().getRequest<PortalRequest>()),
);

/** What the events of this request say about it: for whom, by whom, and the id under which its log lines are found. */
export const Metadata = createParamDecorator((_data: unknown, context: ExecutionContext): EventMetadata => {
  const request = context.switchToHttp().getRequest<PortalRequest>();
  const { resellerId, userId, role } = visitorOf(request);
  return { resellerId, actor: { id: userId, role }, correlationId: request.correlationId };
});

function visitorOf(request: PortalRequest): Visitor {
  if (!request.visitor) throw new Error('Nobody is signed in on this route: it needs @AllowRoles.');
  return request.visitor;
}
