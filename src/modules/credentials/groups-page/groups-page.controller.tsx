import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, IdParam, KeptFields, SignedIn } from '../../../web/index.js';
import { flash } from '../../../views/words/banners.js';
import { TeamDirectory } from '../../teams/index.js';
import { CredentialStore } from '../credential-store.js';
import { CredentialsForms } from '../credentials-form/credentials-forms.js';
import { readGroupEntry } from './group-entry.js';
import { PsaImportPages } from './psa-import-pages.js';

/** Where a PSA Import begins: a group is selected, or credentials are typed if no usable ones are stored. */
@Controller('teams/:id/psa-import')
@AllowRoles('admin')
export class GroupsPageController {
  constructor(
    private readonly teams: TeamDirectory,
    private readonly credentials: CredentialStore,
    private readonly pages: PsaImportPages,
    private readonly forms: CredentialsForms,
  ) {}

  @Get()
  async show(
    @SignedIn() visitor: Visitor,
    @IdParam('id') id: string,
    @Query() query: Fields,
    @KeptFields() kept: Fields,
  ): Promise<VNode> {
    const team = await this.teams.liveSeenBy(visitor, id);
    const stored = await this.credentials.connectionOf(visitor.resellerId);
    if (!stored || stored.secretFault) return this.forms.form(visitor, team, stored);
    const entry = readGroupEntry({ ...query, ...kept });
    return this.pages.groups(visitor, team, stored, { banner: flash(query['done']), ...entry });
  }
}
