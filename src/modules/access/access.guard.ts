import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { NotAllowed, NotSignedIn } from '../../shared/errors.js';
import { isHtmx, type PortalRequest } from '../../web/request.js';
import { ALLOWED, type Allowed } from '../../web/decorators.js';
import { COMES_BACK, type WayBack } from '../../web/comes-back.js';
import { KeptForms } from './kept-form/kept-forms.js';
import { Sessions } from './sessions.js';

/** Guards every route and admits the roles that the route names. A route that names no roles admits no one. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly forms: KeptForms,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = this.reflector.getAllAndOverride<Allowed | undefined>(ALLOWED, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (allowed === 'anyone') return true;
    if (!allowed) throw new NotAllowed();
    const request = context.switchToHttp().getRequest<PortalRequest>();
    const visitor = await this.sessions.visitorOf(request, context.switchToHttp().getResponse<Response>());
    if (!visitor) {
      const way = this.reflector.get<WayBack | undefined>(COMES_BACK, context.getHandler());
      const sealed = way && (await this.forms.seal(request, way));
      // htmx reaches the sign-in page by a URL; a form too long for it would also lose the path to return to
      if (sealed && (!isHtmx(request) || this.forms.fitsAddress(sealed))) request.sealedForm = sealed;
      throw new NotSignedIn();
    }
    if (!allowed.includes(visitor.role)) throw new NotAllowed();
    if (request.method === 'GET') request.cameBack = await this.forms.cameBack(visitor, request);
    return true;
  }
}
