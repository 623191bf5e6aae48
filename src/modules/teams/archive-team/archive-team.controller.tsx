import { Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { VNode } from 'preact';
import type { Visitor } from '../../../shared/visitor.js';
import { TooOften } from '../../../shared/errors.js';
import {
  AllowRoles,
  ComesBack,
  IdParam,
  Landing,
  Metadata,
  seeOther,
  type SeeOther,
  SignedIn,
} from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { ArchiveConfirm } from './archive-confirm.js';
import { waitText } from '../../../views/words/limits.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { TeamDirectory } from '../team-directory.js';
import { ArchiveTeam } from './archive-team.js';

@Controller('teams/:id/archive')
@AllowRoles('admin')
export class ArchiveTeamController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: TeamDirectory,
    private readonly landing: Landing,
    private readonly rates: RateLimits,
  ) {}

  @Get()
  async confirm(@SignedIn() visitor: Visitor, @IdParam('id') id: string): Promise<VNode | SeeOther> {
    const team = await this.directory.seenBy(visitor, id);
    if (team.archived) return seeOther(`/teams/${id}`);
    return <ArchiveConfirm visitor={visitor} team={team} people={team.members} />;
  }

  @Post()
  @ComesBack({ to: '/teams/:id/archive' })
  async archive(@Metadata() metadata: EventMetadata, @IdParam('id') id: string): Promise<SeeOther> {
    const wait = await this.rates.count('teams-changed', metadata.actor.id);
    if (wait !== undefined)
      throw new TooOften(`You can add or change 60 Teams a minute. ${waitText(wait)}, then try again.`, wait);
    const { position } = await this.commands.execute(new ArchiveTeam(id, metadata));
    return this.landing.after(position, '/teams', 'team-archived');
  }
}
