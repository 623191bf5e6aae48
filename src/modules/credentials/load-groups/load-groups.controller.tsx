import { Body, Controller, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { TooOften } from '../../../shared/errors.js';
import {
  AllowRoles,
  ComesBack,
  IdParam,
  isPartial,
  Landing,
  Metadata,
  type PortalRequest,
  seeOther,
  SignedIn,
  unprocessable,
} from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { GroupsSection } from '../groups-page/groups-section.js';
import { waitText } from '../../../views/words/limits.js';
import { CredentialStore } from '../credential-store.js';
import { TeamDirectory } from '../../teams/index.js';
import { LoadGroups } from './load-groups.js';
import { SentCredentials } from './sent-credentials.js';
import { groupEntryQuery, readGroupEntry } from '../groups-page/group-entry.js';
import { PsaImportPages } from '../groups-page/psa-import-pages.js';
import { readTyped } from '../credentials-form/typed-credentials.js';

@Controller('teams/:id/psa-import')
@AllowRoles('admin')
export class LoadGroupsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly teams: TeamDirectory,
    private readonly credentials: CredentialStore,
    private readonly landing: Landing,
    private readonly pages: PsaImportPages,
    private readonly sent: SentCredentials,
  ) {}

  @Post('credentials')
  // The agreement to sign in elsewhere belongs to the secret, so both have to be entered again.
  @ComesBack({
    to: '/teams/:id/psa-import/credentials',
    keep: ['tenantId', 'clientId', 'baseUrl'],
    secret: true,
  })
  async loadWithTyped(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') id: string,
    @Body() body: unknown,
  ) {
    const team = await this.teams.liveSeenBy(visitor, id);
    const sent = await this.sent.send(visitor, team, readTyped(body), metadata);
    if ('reply' in sent) return sent.reply;
    return seeOther(`/teams/${id}/psa-import${sent.stored ? '?done=credentials-stored' : ''}`);
  }

  @Post('groups')
  @ComesBack({ to: '/teams/:id/psa-import', keep: ['group', 'group-typed'] })
  async loadAgain(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') id: string,
    @Body() body: Fields,
    @Req() request: PortalRequest,
  ) {
    const entry = readGroupEntry(body);
    const team = await this.teams.liveSeenBy(visitor, id);
    const result = await this.commands.execute(new LoadGroups(id, undefined, metadata));
    const stored = await this.credentials.connectionOf(visitor.resellerId);
    if (!stored || result.outcome === 'no-credentials') return seeOther(`/teams/${id}/psa-import`);
    if (result.outcome === 'too-often') {
      const text = `Groups can be loaded 30 times a minute. ${waitText(result.waitSeconds)}, then load them again.`;
      throw new TooOften(text, result.waitSeconds);
    }
    if (result.outcome === 'refused') {
      const groups = await this.pages.refused(visitor.resellerId, team, result.fault, result.retryAt);
      if (isPartial(request)) return <GroupsSection teamId={id} groups={groups} {...entry} />;
      return unprocessable(await this.pages.groups(visitor, team, stored, { groups, ...entry }));
    }
    if (result.outcome === 'loaded') await this.landing.isSettled(result.position);
    if (!isPartial(request)) return seeOther(`/teams/${id}/psa-import${groupEntryQuery(entry)}`);
    return <GroupsSection teamId={id} groups={await this.pages.groupsOf(visitor.resellerId, team)} {...entry} />;
  }
}
