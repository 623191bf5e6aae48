import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { NotAllowed, NotSignedIn } from '../../web/errors.js';
import type { PortalRequest } from '../../web/request.js';
import { ALLOWED, type Allowed } from './decorators.js';
import { Sessions } from './sessions.js';

/** Stands before every route, and lets in whom the route names. One that names nobody lets nobody in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = this.reflector.getAllAndOverride<Allowed | undefined>(ALLOWED, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (allowed === 'anyone') return true;
    if (!allowed) throw new NotAllowed();
    const http = context.switchToHttp();
    const visitor = await this.sessions.visitorOf(http.getRequest<PortalRequest>(), http.getResponse<Response>());
    if (!visitor) throw new NotSignedIn();
    if (!allowed.includes(visitor.role)) throw new NotAllowed();
    return true;
  }
}
