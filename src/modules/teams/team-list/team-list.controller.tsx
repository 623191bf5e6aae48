import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import { readOrder } from '../../../shared/list-order.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, seeOther, type SeeOther, SignedIn } from '../../../web/index.js';
import { TeamsPage, type TeamRow as ShownTeam } from './teams-page.js';
import { flash } from '../../../views/words/banners.js';
import { cursorOf, searchOf } from '../input.js';
import { TEAM_ORDERS, TeamList, type ListedTeam } from './team-list.js';

@Controller('teams')
@AllowRoles('admin', 'auditor', 'client-admin')
export class TeamListController {
  constructor(private readonly list: TeamList) {}

  /** A client admin has only one Team, so they are redirected to it. */
  @Get()
  async index(@SignedIn() visitor: Visitor, @Query() query: Fields): Promise<VNode | SeeOther> {
    if (visitor.role === 'client-admin') return seeOther(`/teams/${visitor.teamId}`);
    const search = searchOf(query);
    const archived = query['archived'] === 'yes';
    const after = cursorOf(query);
    const order = readOrder(query['sort'], TEAM_ORDERS);
    const { rows, ...page } = await this.list.page({ resellerId: visitor.resellerId, search, archived, order, after });
    return (
      <TeamsPage
        visitor={visitor}
        teams={rows.map(shown)}
        q={search}
        archived={archived}
        order={order}
        page={page}
        banner={flash(query['done'])}
      />
    );
  }
}

function shown({ id, name, members, lastImportId, lastImportAt, archivedAt }: ListedTeam): ShownTeam {
  const lastImport = lastImportId && lastImportAt ? { id: lastImportId, at: lastImportAt } : null;
  return { id, name, people: members, lastImport, archived: archivedAt !== null };
}
