import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { TooOften } from '../../../shared/errors.js';
import { AllowRoles, ComesBack, IdParam, Metadata, seeOther, SignedIn, unprocessable } from '../../../web/index.js';
import type { GroupReference } from '../../../facts/index.js';
import { searchText } from '../../../shared/text/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { SitesPage, type SitesPageProps } from './sites-page.js';
import { waitText } from '../../../views/words/limits.js';
import { CredentialStore } from '../credential-store.js';
import { groupValue, parseGroupValue } from '../group-value.js';
import { GroupSnapshots } from '../group-snapshot.js';
import { SiteSnapshots } from '../site-snapshot.js';
import { TeamDirectory, type TeamEntry } from '../../teams/index.js';
import { readGroupEntry } from '../groups-page/group-entry.js';
import { PsaImportPages } from '../groups-page/psa-import-pages.js';
import { LoadSites } from './load-sites.js';
import { sitesPath } from './sites-path.js';

/** After a client was selected: import all of it, or one of its sites. */
@Controller('teams/:id/psa-import/sites')
@AllowRoles('admin')
export class LoadSitesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly teams: TeamDirectory,
    private readonly credentials: CredentialStore,
    private readonly groups: GroupSnapshots,
    private readonly sites: SiteSnapshots,
    private readonly pages: PsaImportPages,
  ) {}

  @Get()
  async show(@SignedIn() visitor: Visitor, @IdParam('id') id: string, @Query() query: Fields) {
    const team = await this.teams.liveSeenBy(visitor, id);
    const client = await this.clientIn(visitor, query);
    if (!client) return seeOther(`/teams/${id}/psa-import`);
    return <SitesPage {...await this.page(visitor, team, client, query)} />;
  }

  @Post()
  @ComesBack({ to: '/teams/:id/psa-import', keep: ['group', 'group-typed'] })
  async load(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') id: string,
    @Body() body: Fields,
  ) {
    const team = await this.teams.liveSeenBy(visitor, id);
    const client = await this.clientIn(visitor, body);
    if (!client) return this.noClient(visitor, team, body);
    const result = await this.commands.execute(new LoadSites(id, client, body['again'] === 'yes', metadata));
    switch (result.outcome) {
      case 'loaded':
        return seeOther(sitesPath(id, client.id));
      case 'no-credentials':
        return seeOther(`/teams/${id}/psa-import`);
      case 'too-often': {
        const text = `Sites can be loaded 30 times a minute. ${waitText(result.waitSeconds)}, then load them again.`;
        throw new TooOften(text, result.waitSeconds);
      }
      case 'refused': {
        const { fault, retryAt } = result;
        return unprocessable(<SitesPage {...await this.page(visitor, team, client, {})} failed={{ fault, retryAt }} />);
      }
    }
  }

  /** The error for a field without a group, or with a group that has no sites. */
  private async noClient(visitor: Visitor, team: TeamEntry, body: Fields) {
    const stored = await this.credentials.connectionOf(visitor.resellerId);
    if (!stored) return seeOther(`/teams/${team.id}/psa-import`);
    const entry = readGroupEntry(body);
    const key = parseGroupValue(body['group']);
    const problem = key ? (key.kind === 'list' ? 'no-sites' : 'unknown') : entry.typed ? 'not-found' : 'missing';
    return unprocessable(await this.pages.groups(visitor, team, stored, { problem, ...entry }));
  }

  /** @returns undefined if the value is not a client among the groups last loaded */
  private async clientIn(visitor: Visitor, { group }: Fields): Promise<GroupReference | undefined> {
    const key = parseGroupValue(group);
    if (key?.kind !== 'client') return undefined;
    return this.groups.group(visitor.resellerId, 'client', key.id);
  }

  private async page(
    visitor: Visitor,
    team: TeamEntry,
    client: GroupReference,
    query: Fields,
  ): Promise<SitesPageProps> {
    const search = searchText(query['q']);
    const after = siteId(query['after']);
    const found = await this.sites.page({ resellerId: visitor.resellerId, clientId: client.id, search, after });
    const loaded = found && {
      ...found,
      sites: found.sites.map((site) => ({
        ...site,
        value: groupValue({ kind: 'site', id: site.id, clientId: client.id }),
      })),
      page: { at: after === null ? null : String(after), next: found.next },
    };
    return { visitor, team, client: { value: groupValue(client), name: client.name }, q: search, loaded };
  }
}

/** @returns null if the value is not an id */
function siteId(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : null;
}
