import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { NotFound, TooOften } from '../../../shared/errors.js';
import {
  AllowRoles,
  ComesBack,
  IdParam,
  KeptFields,
  Landing,
  Metadata,
  type PageReply,
  type SeeOther,
  SignedIn,
  unprocessable,
} from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { waitText } from '../../../views/words/limits.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { typed } from '../input.js';
import { Members } from '../members/members.js';
import { TeamDirectory } from '../team-directory.js';
import { NameForm } from './name-form.js';
import { RenameUser } from './rename-user.js';

@Controller('teams/:id/members/:accountId/name')
@AllowRoles('admin', 'client-admin')
export class RenameUserController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: TeamDirectory,
    private readonly members: Members,
    private readonly landing: Landing,
    private readonly rates: RateLimits,
  ) {}

  @Get()
  async form(
    @SignedIn() visitor: Visitor,
    @IdParam('id') teamId: string,
    @IdParam('accountId') accountId: string,
    @KeptFields() kept: Fields,
  ): Promise<VNode> {
    const about = await this.about(visitor, teamId, accountId);
    return <NameForm {...about} name={typed(kept['name']) || about.member.name} />;
  }

  @Post()
  @ComesBack({ to: '/teams/:id/members/:accountId/name', keep: ['name'] })
  async rename(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') teamId: string,
    @IdParam('accountId') accountId: string,
    @Body() body: Fields,
  ): Promise<SeeOther | PageReply> {
    const about = await this.about(visitor, teamId, accountId);
    const wait = await this.rates.count('people-changed', visitor.userId);
    if (wait !== undefined)
      throw new TooOften(`You can change 60 people a minute. ${waitText(wait)}, then try again.`, wait);
    const name = typed(body['name']);
    const { refused, position } = await this.commands.execute(new RenameUser(teamId, accountId, name, metadata));
    if (refused) return unprocessable(<NameForm {...about} name={name} problem={refused} />);
    return this.landing.after(position, `/teams/${teamId}`, { flash: 'person-renamed', about: accountId });
  }

  private async about(visitor: Visitor, teamId: string, accountId: string) {
    const team = await this.directory.seenBy(visitor, teamId);
    const member = await this.members.byId(teamId, accountId);
    if (!member) throw new NotFound('This person');
    return { visitor, team, member };
  }
}
