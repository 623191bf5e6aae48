import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { dayIn } from '../../../shared/days.js';
import type { Fields } from '../../../shared/fields.js';
import { searchText } from '../../../shared/text/index.js';
import { readTypedDay } from '../../../shared/typed-day.js';
import type { Visitor } from '../../../shared/visitor.js';
import { UTC } from '../../../shared/zones.js';
import { behindBanner } from '../../../views/words/banners.js';
import { AllowRoles, IdParam, SignedIn } from '../../../web/index.js';
import { PortalUsers } from '../../access/index.js';
import { TeamDirectory, TeamPast } from '../../teams/index.js';
import { CatchingUp } from '../catching-up.js';
import { AsOfPage } from './as-of-page.js';
import { PastMembers } from './past-members.js';

const NOTHING = { members: [], page: { at: null, next: null }, then: undefined, isOpen: false };

/** Who was in a Team at the end of a day, for admins and auditors. */
@Controller('teams/:id/as-of')
@AllowRoles('admin', 'auditor')
export class AsOfController {
  constructor(
    private readonly teams: TeamDirectory,
    private readonly past: TeamPast,
    private readonly members: PastMembers,
    private readonly users: PortalUsers,
    private readonly catchingUp: CatchingUp,
  ) {}

  @Get()
  async show(@SignedIn() visitor: Visitor, @IdParam('id') id: string, @Query() query: Fields): Promise<VNode> {
    const team = await this.teams.seenBy(visitor, id);
    const day = readTypedDay(query['day']);
    const q = searchText(query['q']);
    const banner = behindBanner(await this.catchingUp.whyBehind());
    const end = day.day === undefined ? undefined : dayIn(visitor.timeZone ?? UTC, day.day).to;
    const shown = end === undefined ? NOTHING : await this.at(id, end, q, query['after']);
    return <AsOfPage {...{ visitor, team, day, q, banner, ...shown }} />;
  }

  private async at(teamId: string, end: Date, q: string, after: unknown) {
    const cursor = typeof after === 'string' ? after : undefined;
    const [then, { rows, ...page }] = await Promise.all([
      this.past.teamBefore(teamId, end),
      this.members.page(teamId, end, q, cursor),
    ]);
    const names = await this.users.namesOf(rows.map(({ addedBy }) => addedBy));
    const members = rows.map(({ importId, addedBy, addedAt, ...member }) => ({
      ...member,
      origin: importId === null ? ({ kind: 'by-hand' } as const) : ({ kind: 'import', importId } as const),
      ...{ at: addedAt, by: names(addedBy) },
    }));
    return { members, page, then, isOpen: end.getTime() > Date.now() };
  }
}
