import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { EventMetadata } from '../event-store/index.js';
import type { PortalRequest } from './request.js';
import type { Role, Visitor } from '../shared/visitor.js';

export const ALLOWED = Symbol('who may come in');
export type Allowed = 'anyone' | readonly Role[];

/** The roles that may use a route, or every route of a controller. A route without it is refused. */
export const AllowRoles = (...roles: [Role, ...Role[]]) => SetMetadata<symbol, Allowed>(ALLOWED, roles);

/** A route for every visitor, signed in or not. */
export const AllowAnyone = () => SetMetadata<symbol, Allowed>(ALLOWED, 'anyone');

/** The signed-in visitor. Only for routes with `@AllowRoles`: without a session this is an error. */
export const SignedIn = createParamDecorator((_data: unknown, context: ExecutionContext): Visitor =>
  visitorOf(context.switchToHttp().getRequest<PortalRequest>()),
);

/** The metadata for events of this request: reseller, actor, and the correlation id of its log lines. */
export const Metadata = createParamDecorator((_data: unknown, context: ExecutionContext): EventMetadata => {
  const request = context.switchToHttp().getRequest<PortalRequest>();
  const { resellerId, userId, role } = visitorOf(request);
  return { resellerId, actor: { id: userId, role }, correlationId: request.correlationId };
});

function visitorOf(request: PortalRequest): Visitor {
  if (!request.visitor) throw new Error('This route has no visitor: it needs @AllowRoles.');
  return request.visitor;
}
