import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { NotFound, TooOften } from '../../../shared/errors.js';
import {
  AllowRoles,
  ComesBack,
  IdParam,
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
import { idIn } from '../input.js';
import { Members } from '../members/members.js';
import { TeamDirectory } from '../team-directory.js';
import { MoveForm } from './move-form.js';
import { MoveUser } from './move-user.js';

@Controller('teams/:id/members/:accountId/move')
@AllowRoles('admin')
export class MoveUserController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: TeamDirectory,
    private readonly members: Members,
    private readonly landing: Landing,
    private readonly rates: RateLimits,
  ) {}

  /** ?to= a Team, and ?roster= the list that the admin comes from. */
  @Get()
  async form(
    @SignedIn() visitor: Visitor,
    @IdParam('id') teamId: string,
    @IdParam('accountId') accountId: string,
    @Query() query: Fields,
  ): Promise<VNode> {
    const about = await this.about(visitor, teamId, accountId);
    return <MoveForm {...about} to={idIn(query['to'])} roster={idIn(query['roster'])} />;
  }

  @Post()
  @ComesBack({ to: '/teams/:id/members/:accountId/move' })
  async move(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') teamId: string,
    @IdParam('accountId') accountId: string,
    @Body() body: Fields,
  ): Promise<SeeOther | PageReply> {
    await this.directory.seenBy(visitor, teamId);
    const [to, roster] = [idIn(body['to']), idIn(body['roster'])];
    if (!to || to === teamId) {
      const about = await this.about(visitor, teamId, accountId);
      return unprocessable(<MoveForm {...about} to={null} roster={roster} missing />);
    }
    const wait = await this.rates.count('people-changed', visitor.userId);
    if (wait !== undefined)
      throw new TooOften(`You can change 60 people a minute. ${waitText(wait)}, then try again.`, wait);
    const { position } = await this.commands.execute(new MoveUser(teamId, accountId, to, metadata));
    if (roster) return this.landing.after(position, `/rosters/${roster}`, 'person-moved');
    return this.landing.after(position, `/teams/${to}`, { flash: 'person-moved', about: accountId });
  }

  private async about(visitor: Visitor, teamId: string, accountId: string) {
    const team = await this.directory.seenBy(visitor, teamId);
    const [member, all] = await Promise.all([
      this.members.byId(teamId, accountId),
      this.directory.liveTeams(visitor.resellerId),
    ]);
    if (!member) throw new NotFound('This person');
    return { visitor, team, member, teams: all.filter(({ id }) => id !== teamId) };
  }
}
