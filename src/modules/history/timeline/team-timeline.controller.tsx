import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { dayIn } from '../../../shared/days.js';
import type { Fields } from '../../../shared/fields.js';
import { readTypedDay } from '../../../shared/typed-day.js';
import type { Visitor } from '../../../shared/visitor.js';
import { UTC } from '../../../shared/zones.js';
import { behindBanner } from '../../../views/words/banners.js';
import { AllowRoles, IdParam, SignedIn } from '../../../web/index.js';
import { TeamDirectory } from '../../teams/index.js';
import { CatchingUp } from '../catching-up.js';
import { TeamTimelinePage } from './team-timeline-page.js';
import { TimelineRows } from './timeline-rows.js';
import { Timelines } from './timelines.js';

/** What happened to a Team and its people, for admins and auditors. */
@Controller('teams/:id/history')
@AllowRoles('admin', 'auditor')
export class TeamTimelineController {
  constructor(
    private readonly teams: TeamDirectory,
    private readonly timelines: Timelines,
    private readonly rows: TimelineRows,
    private readonly catchingUp: CatchingUp,
  ) {}

  @Get()
  async show(@SignedIn() visitor: Visitor, @IdParam('id') id: string, @Query() query: Fields): Promise<VNode> {
    const team = await this.teams.seenBy(visitor, id);
    const to = readTypedDay(query['to']);
    const each = query['people'] === 'each';
    const until = to.day === undefined ? null : dayIn(visitor.timeZone ?? UTC, to.day).to;
    const before = typeof query['before'] === 'string' ? query['before'] : null;
    const [{ entries, ...page }, banner] = await Promise.all([
      this.timelines.ofTeam(visitor.resellerId, { teamId: id, each, until, before }),
      this.catchingUp.whyBehind().then(behindBanner),
    ]);
    const rows = await this.rows.of(visitor.resellerId, entries, id);
    return <TeamTimelinePage {...{ visitor, team, rows, each, to, page, banner }} />;
  }
}
