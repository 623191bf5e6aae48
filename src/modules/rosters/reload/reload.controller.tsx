import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { EventMetadata } from '../../../event-store/index.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { NotPossibleNow } from '../../../shared/errors.js';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { tooManyLists } from '../../../views/words/limits.js';
import { AllowRoles, ComesBack, IdParam, Metadata, seeOther, SignedIn } from '../../../web/index.js';
import { TeamDirectory } from '../../teams/index.js';
import { assertNotTooOften } from '../load/load-control.controller.js';
import { readRosterForm } from '../people/roster-form.js';
import { RosterPages } from '../people/roster-pages.js';
import { Rosters } from '../rosters.js';
import { ROSTER_FIELDS } from '../ticks/ticks-again.js';
import { Ticks } from '../ticks/ticks.js';
import { GonePage } from './gone-page.js';
import { GonePeople } from './gone-people.js';
import { Reloads } from './reloads.js';

/** Loads the people of a list from HaloPSA again, and keeps the ticks. */
@Controller('rosters/:id')
@AllowRoles('admin')
export class ReloadController {
  constructor(
    private readonly rosters: Rosters,
    private readonly reloads: Reloads,
    private readonly ticks: Ticks,
    private readonly teams: TeamDirectory,
    private readonly gone: GonePeople,
    private readonly pages: RosterPages,
    private readonly rates: RateLimits,
  ) {}

  /** Comes with the form of the list: the ticks of its page are stored first. */
  @Post('reload')
  @ComesBack({ to: '/rosters/:id', keep: ROSTER_FIELDS, again: 'ticks' })
  async reload(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') id: string,
    @Body() body: Fields,
  ) {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    if (roster.importRequestedAt) return seeOther(`/imports/${id}`);
    if (roster.status !== 'loaded') return seeOther(`/rosters/${id}`);
    await this.teams.liveSeenBy(visitor, roster.teamId);
    const { shown, ticked } = readRosterForm(body);
    if (shown.length > 0) await this.ticks.set(roster, shown, ticked);
    await assertNotTooOften(this.rates, visitor.resellerId);
    const begun = await this.reloads.begin(roster, metadata);
    if ('rosterId' in begun) return seeOther(`/rosters/${begun.rosterId}`);
    switch (begun.refused) {
      case 'too-many-lists':
        throw new NotPossibleNow(tooManyLists);
      case 'other-credentials':
        throw new NotPossibleNow(
          'The HaloPSA credentials were changed or removed since this list was loaded. Select the group again.',
        );
      case 'not-ready':
        return seeOther(`/rosters/${id}`);
    }
  }

  @Get('gone')
  async whoIsGone(@SignedIn() visitor: Visitor, @IdParam('id') id: string, @Query() { after }: Fields) {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    const gone = roster.status === 'loaded' ? (roster.reloaded?.gone ?? 0) : 0;
    if (gone === 0) return seeOther(`/rosters/${id}`);
    const page = await this.gone.page(roster, typeof after === 'string' ? after : undefined);
    return <GonePage {...await this.pages.frame(visitor, roster)} gone={gone} page={page} />;
  }
}
