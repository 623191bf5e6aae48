import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import {
  AllowRoles,
  ComesBack,
  IdParam,
  Metadata,
  seeOther,
  SignedIn,
  tooOften,
  unprocessable,
  withStatus,
} from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { RateLimits } from '../../../rate-limits/index.js';
import {
  type GroupProblem,
  UnfinishedListPage,
  CredentialStore,
  groupValue,
  parseGroupValue,
  readGroupEntry,
  PsaImportPages,
  sitesPath,
} from '../../credentials/index.js';
import { TeamDirectory, UnfinishedLists } from '../../teams/index.js';
import { LoadUsers } from './load-users.js';

@Controller('teams/:id/psa-import/rosters')
@AllowRoles('admin')
export class LoadUsersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly teams: TeamDirectory,
    private readonly credentials: CredentialStore,
    private readonly pages: PsaImportPages,
    private readonly lists: UnfinishedLists,
    private readonly rates: RateLimits,
  ) {}

  @Post()
  @ComesBack({ to: '/teams/:id/psa-import', keep: ['group', 'group-typed'] })
  async load(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') teamId: string,
    @Body() body: Fields,
  ) {
    const team = await this.teams.liveSeenBy(visitor, teamId);
    const stored = await this.credentials.connectionOf(visitor.resellerId);
    if (!stored) return seeOther(`/teams/${teamId}/psa-import`);
    const group = parseGroupValue(body['group']);
    const entry = readGroupEntry(body);
    if (!group) {
      const problem = entry.typed ? 'not-found' : 'missing';
      return unprocessable(await this.pages.groups(visitor, team, stored, { problem, ...entry }));
    }
    const [list] = body['again'] === 'yes' ? [] : await this.lists.of(visitor.userId, teamId, group);
    if (list) {
      const shown = { value: groupValue(group), name: list.groupName };
      return <UnfinishedListPage visitor={visitor} team={team} group={shown} list={list} />;
    }
    const page = (problem: GroupProblem) => this.pages.groups(visitor, team, stored, { problem, ...entry });
    const wait = await this.rates.count('list-loads', visitor.resellerId);
    if (wait !== undefined) return tooOften(wait, await page('too-often'));
    const result = await this.commands.execute(new LoadUsers(teamId, group, metadata));
    if ('rosterId' in result) return seeOther(`/rosters/${result.rosterId}`);
    // Sites are deleted when the groups are loaded again, so the user chooses the site again.
    if (result.refused === 'unknown-group' && group.kind === 'site') return seeOther(sitesPath(teamId, group.clientId));
    if (result.refused === 'no-credentials') return seeOther(`/teams/${teamId}/psa-import`);
    if (result.refused === 'too-many-lists') return withStatus(409, await page('too-many-lists'));
    return unprocessable(await page('unknown'));
  }
}
