import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { EventMetadata } from '../../../event-store/index.js';
import type { Fields } from '../../../shared/fields.js';
import { orderText, readOrder } from '../../../shared/list-order.js';
import type { Visitor } from '../../../shared/visitor.js';
import { UTC } from '../../../shared/zones.js';
import { AllowRoles, ComesBack, IdParam, Metadata, SignedIn } from '../../../web/index.js';
import { PortalUsers } from '../../access/index.js';
import { Exports, readFormat, searched, setOf } from '../../exports/index.js';
import { searchOf } from '../input.js';
import { TeamDirectory } from '../team-directory.js';
import { MEMBER_ORDERS, Members, type MemberOrder } from './members.js';
import { membersFile, type NamedMember } from './members-file.js';

/** The people of a Team as a file, for all who see them on the page. */
@Controller('teams/:id')
@AllowRoles('admin', 'auditor', 'client-admin')
export class ExportMembersController {
  constructor(
    private readonly exports: Exports,
    private readonly directory: TeamDirectory,
    private readonly members: Members,
    private readonly users: PortalUsers,
  ) {}

  @Post('export')
  @ComesBack({ to: '/teams/:id' })
  async export(
    @SignedIn() visitor: Visitor,
    @IdParam('id') id: string,
    @Body() fields: Fields,
    @Metadata() metadata: EventMetadata,
    @Res() response: Response,
  ): Promise<void> {
    const format = readFormat(fields['format']);
    const team = await this.directory.seenBy(visitor, id);
    const search = searchOf(fields);
    const order = readOrder(fields['sort'], MEMBER_ORDERS);
    const zone = visitor.timeZone ?? UTC;
    const wanted = {
      ...({ kind: 'members', format, zone } as const),
      filter: setOf({ team: id, sort: orderText(order, MEMBER_ORDERS) }),
      ...searched(search),
      name: `People in ${team.name}`,
    };
    const imports = visitor.role !== 'client-admin';
    await this.exports.send(
      response,
      metadata,
      wanted,
      membersFile(zone, { imports }, () => this.all(id, search, order)),
    );
  }

  private async *all(teamId: string, search: string, order: MemberOrder): AsyncGenerator<readonly NamedMember[]> {
    for await (const part of this.members.all(teamId, search, order)) {
      const names = await this.users.namesOf(part.map(({ addedBy }) => addedBy));
      yield part.map((member) => ({ ...member, by: names(member.addedBy) }));
    }
  }
}
