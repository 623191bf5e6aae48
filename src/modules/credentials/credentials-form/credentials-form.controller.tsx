import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, IdParam, KeptFields, SignedIn } from '../../../web/index.js';
import { TeamDirectory } from '../../teams/index.js';
import { CredentialStore } from '../credential-store.js';
import { CredentialsForms } from './credentials-forms.js';

/** The form that replaces the credentials. What it sends goes to load-groups. */
@Controller('teams/:id/psa-import/credentials')
@AllowRoles('admin')
export class CredentialsFormController {
  constructor(
    private readonly teams: TeamDirectory,
    private readonly credentials: CredentialStore,
    private readonly forms: CredentialsForms,
  ) {}

  /** In a demo, `?fill=sandbox` fills in what connects to its sandbox. */
  @Get()
  async replace(
    @SignedIn() visitor: Visitor,
    @IdParam('id') id: string,
    @Query('fill') fill: unknown,
    @KeptFields() kept: Fields,
  ): Promise<VNode> {
    const team = await this.teams.liveSeenBy(visitor, id);
    const stored = await this.credentials.connectionOf(visitor.resellerId);
    return this.forms.opened(visitor, team, stored, { fill, kept });
  }
}
