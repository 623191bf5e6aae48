import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import { readOrder } from '../../../shared/list-order.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, seeOther, type SeeOther, SignedIn } from '../../../web/index.js';
import { TeamsPage, type TeamRow as ShownTeam } from './teams-page.js';
import { flash } from '../../../views/words/banners.js';
import { cursorOf, searchOf } from '../input.js';
import type { FirstStepsProps } from './first-steps.js';
import { StoredConnections } from './stored-connections.js';
import { TEAM_ORDERS, TeamList, type ListedTeam } from './team-list.js';

@Controller('teams')
@AllowRoles('admin', 'auditor', 'client-admin')
export class TeamListController {
  constructor(
    private readonly list: TeamList,
    private readonly connections: StoredConnections,
  ) {}

  /** A client admin has only one Team, so they are redirected to it. */
  @Get()
  async index(@SignedIn() visitor: Visitor, @Query() query: Fields): Promise<VNode | SeeOther> {
    if (visitor.role === 'client-admin') return seeOther(`/teams/${visitor.teamId}`);
    const search = searchOf(query);
    const archived = query['archived'] === 'yes';
    const after = cursorOf(query);
    const order = readOrder(query['sort'], TEAM_ORDERS);
    const [{ rows, ...page }, firstSteps] = await Promise.all([
      this.list.page({ resellerId: visitor.resellerId, search, archived, order, after }),
      visitor.role === 'admin' && search === '' && !after ? this.firstSteps(visitor) : undefined,
    ]);
    return (
      <TeamsPage
        visitor={visitor}
        teams={rows.map(shown)}
        q={search}
        archived={archived}
        order={order}
        page={page}
        firstSteps={firstSteps}
        banner={flash(query['done'])}
      />
    );
  }

  private async firstSteps({ resellerId }: Visitor): Promise<FirstStepsProps | undefined> {
    const { hasTeam, hasImported } = await this.list.beginning(resellerId);
    return hasImported ? undefined : { hasTeam, connected: await this.connections.areStored(resellerId) };
  }
}

function shown({ id, name, members, lastImportId, lastImportAt, archivedAt }: ListedTeam): ShownTeam {
  const lastImport = lastImportId && lastImportAt ? { id: lastImportId, at: lastImportAt } : null;
  return { id, name, people: members, lastImport, archived: archivedAt !== null };
}
