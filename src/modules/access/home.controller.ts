import { Controller, Get } from '@nestjs/common';
import { seeOther, type SeeOther } from '../../web/reply.js';
import { AllowRoles, SignedIn } from '../../web/decorators.js';
import type { Visitor } from '../../shared/visitor.js';

@Controller()
export class HomeController {
  /** Everybody begins at the Teams, a client admin at the one Team there is to look after. */
  @Get()
  @AllowRoles('admin', 'auditor', 'client-admin')
  home(@SignedIn() visitor: Visitor): SeeOther {
    return seeOther(visitor.teamId ? `/teams/${visitor.teamId}` : '/teams');
  }
}
