import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import {
  AllowRoles,
  ComesBack,
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
import { TeamForm } from '../team-form.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { formId, typed } from '../input.js';
import { AddTeam } from './add-team.js';

@Controller('teams')
@AllowRoles('admin')
export class AddTeamController {
  constructor(
    private readonly commands: CommandBus,
    private readonly landing: Landing,
    private readonly rates: RateLimits,
  ) {}

  @Get('new')
  form(@SignedIn() visitor: Visitor, @KeptFields() kept: Fields): VNode {
    return <TeamForm visitor={visitor} team={{ newId: formId(kept) }} name={typed(kept['name'])} />;
  }

  @Post()
  @ComesBack({ to: '/teams/new', keep: ['id', 'name'] })
  async add(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @Body() body: Fields,
  ): Promise<SeeOther | PageReply> {
    const id = formId(body);
    const name = typed(body['name']);
    const form = { visitor, team: { newId: id }, name };
    const wait = await this.rates.count('teams-changed', visitor.userId);
    if (wait !== undefined) return tooOften(wait, <TeamForm {...form} waitSeconds={wait} />);
    const { refused, position } = await this.commands.execute(new AddTeam(id, name, metadata));
    if (refused) return unprocessable(<TeamForm {...form} problem={refused} />);
    const path = `/teams/${id}`;
    return body['then'] === 'psa-import'
      ? this.landing.after(position, `${path}/psa-import`, undefined, '/teams')
      : this.landing.after(position, path, 'team-added', '/teams');
  }
}
