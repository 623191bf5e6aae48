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
  tooOften,
  unprocessable,
} from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import type { CredentialsFormProps } from '../credentials-form/credentials-form.js';
import { CredentialsForms } from '../credentials-form/credentials-forms.js';
import { GroupsSection } from '../groups-page/groups-section.js';
import { waitText } from '../../../views/words/limits.js';
import { CredentialStore } from '../credential-store.js';
import { TeamDirectory } from '../../teams/index.js';
import { LoadGroups, type LoadGroupsOutcome } from './load-groups.js';
import { groupEntryQuery, readGroupEntry } from '../groups-page/group-entry.js';
import { PsaImportPages } from '../groups-page/psa-import-pages.js';
import { readTyped, type TypedCredentials } from '../credentials-form/typed-credentials.js';

@Controller('teams/:id/psa-import')
@AllowRoles('admin')
export class LoadGroupsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly teams: TeamDirectory,
    private readonly credentials: CredentialStore,
    private readonly landing: Landing,
    private readonly pages: PsaImportPages,
    private readonly forms: CredentialsForms,
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
    const typed = readTyped(body);
    const result = await this.commands.execute(new LoadGroups(id, typed, metadata));
    if (result.outcome === 'not-tried' || result.outcome === 'refused') {
      const stored = await this.credentials.connectionOf(visitor.resellerId);
      return unprocessable(this.forms.form(visitor, team, stored, formWith(typed, result)));
    }
    if (result.outcome === 'too-often') {
      const stored = await this.credentials.connectionOf(visitor.resellerId);
      const retryAt = new Date(Date.now() + result.waitSeconds * 1_000);
      return tooOften(
        result.waitSeconds,
        this.forms.form(visitor, team, stored, { values: shown(typed), tooOften: { what: result.what, retryAt } }),
      );
    }
    if (result.outcome === 'no-credentials') return seeOther(`/teams/${id}/psa-import`);
    await this.landing.isSettled(result.position);
    return seeOther(`/teams/${id}/psa-import${result.stored ? '?done=credentials-stored' : ''}`);
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
      const groups = await this.pages.refused(visitor.resellerId, result.fault, result.retryAt);
      if (isPartial(request)) return <GroupsSection teamId={id} groups={groups} {...entry} />;
      return unprocessable(await this.pages.groups(visitor, team, stored, { groups, ...entry }));
    }
    if (result.outcome === 'loaded') await this.landing.isSettled(result.position);
    if (!isPartial(request)) return seeOther(`/teams/${id}/psa-import${groupEntryQuery(entry)}`);
    return <GroupsSection teamId={id} groups={await this.pages.groupsOf(visitor.resellerId)} {...entry} />;
  }
}

type Returned = Extract<LoadGroupsOutcome, { outcome: 'not-tried' | 'refused' }>;

/** The fields that may be shown again. */
const shown = ({ tenantId, clientId, baseUrl }: TypedCredentials) => ({ tenantId, clientId, baseUrl });

/** The form as it was typed, without the secret, and what is wrong with it. */
function formWith(typed: TypedCredentials, result: Returned): Partial<CredentialsFormProps> {
  const values = shown(typed);
  if (result.outcome === 'not-tried') return { values, problems: result.problems };
  const { fault, addressFrom, retryAt, otherSignInHost, mayStoreAnyway } = result;
  return { values, fault, addressFrom, retryAt, otherSignInHost, mayStoreAnyway };
}
