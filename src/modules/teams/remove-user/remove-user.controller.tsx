import { Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { VNode } from 'preact';
import type { Visitor } from '../../../shared/visitor.js';
import { NotFound, TooOften } from '../../../shared/errors.js';
import { AllowRoles, ComesBack, IdParam, Landing, Metadata, type SeeOther, SignedIn } from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { RemoveMemberConfirm } from './remove-member-confirm.js';
import { waitText } from '../../../views/words/limits.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { Members } from '../members/members.js';
import { TeamDirectory } from '../team-directory.js';
import { RemoveUser } from './remove-user.js';

@Controller('teams/:id/members/:accountId/remove')
@AllowRoles('admin', 'client-admin')
export class RemoveUserController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: TeamDirectory,
    private readonly members: Members,
    private readonly landing: Landing,
    private readonly rates: RateLimits,
  ) {}

  @Get()
  async confirm(
    @SignedIn() visitor: Visitor,
    @IdParam('id') teamId: string,
    @IdParam('accountId') accountId: string,
  ): Promise<VNode> {
    const team = await this.directory.seenBy(visitor, teamId);
    const member = await this.members.byId(teamId, accountId);
    if (!member) throw new NotFound('This person');
    return <RemoveMemberConfirm visitor={visitor} team={team} member={member} />;
  }

  @Post()
  @ComesBack({ to: '/teams/:id/members/:accountId/remove' })
  async remove(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') teamId: string,
    @IdParam('accountId') accountId: string,
  ): Promise<SeeOther> {
    await this.directory.seenBy(visitor, teamId);
    const wait = await this.rates.count('people-removed', visitor.userId);
    if (wait !== undefined)
      throw new TooOften(`You can remove 60 people a minute. ${waitText(wait)}, then try again.`, wait);
    const { position } = await this.commands.execute(new RemoveUser(teamId, accountId, metadata));
    return this.landing.after(position, `/teams/${teamId}`, 'person-removed');
  }
}
