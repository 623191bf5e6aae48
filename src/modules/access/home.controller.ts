import { Controller, Get } from '@nestjs/common';
import { seeOther, type SeeOther } from '../../web/reply.js';
import { AllowRoles, SignedIn } from '../../web/decorators.js';
import type { Visitor } from '../../shared/visitor.js';

@Controller()
export class HomeController {
  /** Users start at the list of Teams, client admins at their own Team. */
  @Get()
  @AllowRoles('admin', 'auditor', 'client-admin')
  home(@SignedIn() visitor: Visitor): SeeOther {
    return seeOther(visitor.teamId ? `/teams/${visitor.teamId}` : '/teams');
  }
}
