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
import { ReopenConfirm } from './reopen-confirm.js';
import { waitText } from '../../../views/words/limits.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { TeamDirectory } from '../team-directory.js';
import { ReopenTeam } from './reopen-team.js';

@Controller('teams/:id/reopen')
@AllowRoles('admin')
export class ReopenTeamController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: TeamDirectory,
    private readonly landing: Landing,
    private readonly rates: RateLimits,
  ) {}

  @Get()
  async confirm(@SignedIn() visitor: Visitor, @IdParam('id') id: string): Promise<VNode | SeeOther> {
    const team = await this.directory.seenBy(visitor, id);
    if (!team.archived) return seeOther(`/teams/${id}`);
    return <ReopenConfirm visitor={visitor} team={team} people={team.members} />;
  }

  @Post()
  @ComesBack({ to: '/teams/:id/reopen' })
  async reopen(@Metadata() metadata: EventMetadata, @IdParam('id') id: string): Promise<SeeOther> {
    const wait = await this.rates.count('teams-changed', metadata.actor.id);
    if (wait !== undefined)
      throw new TooOften(`You can add or change 60 Teams a minute. ${waitText(wait)}, then try again.`, wait);
    const { position } = await this.commands.execute(new ReopenTeam(id, metadata));
    return this.landing.after(position, `/teams/${id}`, 'team-reopened');
  }
}
