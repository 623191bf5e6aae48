import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import {
  AllowRoles,
  ComesBack,
  IdParam,
  KeptFields,
  Landing,
  Metadata,
  type PageReply,
  seeOther,
  type SeeOther,
  SignedIn,
  tooOften,
  unprocessable,
} from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { TeamForm } from '../team-form.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { typed } from '../input.js';
import { TeamDirectory } from '../team-directory.js';
import { RenameTeam } from './rename-team.js';

@Controller('teams/:id')
@AllowRoles('admin')
export class RenameTeamController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: TeamDirectory,
    private readonly landing: Landing,
    private readonly rates: RateLimits,
  ) {}

  @Get('edit')
  async form(
    @SignedIn() visitor: Visitor,
    @IdParam('id') id: string,
    @KeptFields() kept: Fields,
  ): Promise<VNode | SeeOther> {
    const team = await this.directory.seenBy(visitor, id);
    if (team.archived) return seeOther(`/teams/${id}`);
    return <TeamForm visitor={visitor} team={team} name={typed(kept['name'] ?? team.name)} />;
  }

  @Post()
  @ComesBack({ to: '/teams/:id/edit', keep: ['name'] })
  async rename(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') id: string,
    @Body() body: Fields,
  ): Promise<SeeOther | PageReply> {
    const team = await this.directory.seenBy(visitor, id);
    const name = typed(body['name']);
    const wait = await this.rates.count('teams-changed', visitor.userId);
    if (wait !== undefined)
      return tooOften(wait, <TeamForm visitor={visitor} team={team} name={name} waitSeconds={wait} />);
    const { refused, position } = await this.commands.execute(new RenameTeam(id, name, metadata));
    if (refused) return unprocessable(<TeamForm visitor={visitor} team={team} name={name} problem={refused} />);
    const path = `/teams/${id}`;
    if (body['then'] === 'psa-import') return this.landing.after(position, `${path}/psa-import`, undefined, path);
    return position === undefined ? seeOther(path) : this.landing.after(position, path, 'team-renamed');
  }
}
