import { Controller, Post } from '@nestjs/common';
import type { Visitor } from '../../../shared/visitor.js';
import { NotPossibleNow, TooOften } from '../../../shared/errors.js';
import { AllowRoles, ComesBack, IdParam, Metadata, seeOther, SignedIn } from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { tooManyLists, waitText } from '../../../views/words/limits.js';
import { TeamDirectory } from '../../teams/index.js';
import { LoadControl } from './load-control.js';
import { Rosters } from '../rosters.js';

@Controller('rosters/:id')
@AllowRoles('admin')
export class LoadControlController {
  constructor(
    private readonly rosters: Rosters,
    private readonly loads: LoadControl,
    private readonly teams: TeamDirectory,
    private readonly rates: RateLimits,
  ) {}

  @Post('stop')
  @ComesBack({ to: '/rosters/:id' })
  async stop(@SignedIn() visitor: Visitor, @Metadata() metadata: EventMetadata, @IdParam('id') id: string) {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    if (roster.status === 'loading') await this.loads.stop(roster, metadata);
    return seeOther(`/rosters/${id}`);
  }

  @Post('retry')
  @ComesBack({ to: '/rosters/:id' })
  async retry(@SignedIn() visitor: Visitor, @Metadata() metadata: EventMetadata, @IdParam('id') id: string) {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    if (roster.status !== 'failed') return seeOther(`/rosters/${id}`);
    await this.teams.liveSeenBy(visitor, roster.teamId);
    if (!(await this.loads.canGoOn(roster))) {
      throw new NotPossibleNow('This list cannot go on from where it was. Load it again from the beginning.');
    }
    await assertNotTooOften(this.rates, visitor.resellerId);
    if (!(await this.loads.goOn(roster, metadata))) throw new NotPossibleNow(tooManyLists);
    return seeOther(`/rosters/${id}`);
  }
}

/** Counts one more load of the reseller. @throws TooOften */
export async function assertNotTooOften(rates: RateLimits, resellerId: string): Promise<void> {
  const wait = await rates.count('list-loads', resellerId);
  if (wait !== undefined)
    throw new TooOften(`Lists can be loaded 60 times a minute. ${waitText(wait)}, then try again.`, wait);
}
