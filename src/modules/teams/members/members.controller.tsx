import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import { readOrder } from '../../../shared/list-order.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, IdParam, SignedIn } from '../../../web/index.js';
import { TeamPage, type MemberRow } from './team-page.js';
import { flash } from '../../../views/words/banners.js';
import { PortalUsers } from '../../access/index.js';
import { cursorOf, idIn, searchOf } from '../input.js';
import { TeamDirectory } from '../team-directory.js';
import { MEMBER_ORDERS, Members, type Member } from './members.js';
import { TeamChanges } from './team-changes.js';
import { UnfinishedLists } from './unfinished.js';

@Controller('teams/:id')
@AllowRoles('admin', 'auditor', 'client-admin')
export class MembersController {
  constructor(
    private readonly directory: TeamDirectory,
    private readonly members: Members,
    private readonly users: PortalUsers,
    private readonly history: TeamChanges,
    private readonly lists: UnfinishedLists,
  ) {}

  @Get()
  async index(@SignedIn() visitor: Visitor, @IdParam('id') id: string, @Query() query: Fields): Promise<VNode> {
    const team = await this.directory.seenBy(visitor, id);
    const search = searchOf(query);
    const order = readOrder(query['sort'], MEMBER_ORDERS);
    const { rows, ...page } = await this.members.page(id, search, cursorOf(query), { total: team.members, order });
    // As with imports, the history is for admins and auditors.
    const history = visitor.role === 'client-admin' ? [] : await this.history.of(id);
    // Those of the visitor, who alone may import.
    const lists = visitor.role === 'admin' && !team.archived ? await this.lists.of(visitor.userId, id) : [];
    const about = idIn(query['about']);
    const person = query['done'] && about ? await this.members.byId(id, about) : undefined;
    const names = await this.users.namesOf(rows.map(({ addedBy }) => addedBy));
    return (
      <TeamPage
        visitor={visitor}
        team={team}
        members={rows.map((member) => shown(member, names))}
        total={team.members}
        history={history}
        lists={lists}
        q={search}
        order={order}
        page={page}
        banner={flash(query['done'], person?.name)}
      />
    );
  }
}

function shown(
  { accountId, name, email, importId, addedBy, addedAt }: Member,
  names: (userId: string) => string,
): MemberRow {
  const origin = importId ? ({ kind: 'import', importId } as const) : ({ kind: 'by-hand' } as const);
  return { accountId, name, email, origin, at: addedAt, by: names(addedBy) };
}
