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
  type SeeOther,
  SignedIn,
  tooOften,
  unprocessable,
} from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { MemberForm } from './member-form.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { formId, typed } from '../input.js';
import { TeamDirectory } from '../team-directory.js';
import { AddUser } from './add-user.js';

@Controller('teams/:id/members')
@AllowRoles('admin', 'client-admin')
export class AddUserController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: TeamDirectory,
    private readonly landing: Landing,
    private readonly rates: RateLimits,
  ) {}

  @Get('new')
  async form(@SignedIn() visitor: Visitor, @IdParam('id') teamId: string, @KeptFields() kept: Fields): Promise<VNode> {
    const team = await this.directory.liveSeenBy(visitor, teamId);
    const person = { name: typed(kept['name']), email: typed(kept['email']) };
    return <MemberForm visitor={visitor} team={team} newId={formId(kept)} {...person} />;
  }

  @Post()
  @ComesBack({ to: '/teams/:id/members/new', keep: ['id', 'name', 'email'] })
  async add(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') teamId: string,
    @Body() body: Fields,
  ): Promise<SeeOther | PageReply> {
    const team = await this.directory.seenBy(visitor, teamId);
    const newId = formId(body);
    const person = { name: typed(body['name']), email: typed(body['email']) };
    const form = { visitor, team, newId, ...person };
    const wait = await this.rates.count('people-added', visitor.userId);
    if (wait !== undefined) return tooOften(wait, <MemberForm {...form} waitSeconds={wait} />);
    const added = await this.commands.execute(new AddUser(newId, teamId, person, metadata));
    if (added.refused) return unprocessable(<MemberForm {...form} problems={added.refused} />);
    return this.landing.after(added.position, `/teams/${teamId}`, { flash: 'person-added', about: added.accountId });
  }
}
