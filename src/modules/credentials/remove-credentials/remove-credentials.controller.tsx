import { Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { VNode } from 'preact';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, ComesBack, Landing, Metadata, seeOther, type SeeOther, SignedIn } from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { RemoveCredentialsConfirm } from './remove-confirm.js';
import { hostOf } from '../connection-words.js';
import { CredentialStore } from '../credential-store.js';
import { RemoveHaloCredentials } from './remove-credentials.js';

@Controller('halopsa/remove')
@AllowRoles('admin')
export class RemoveCredentialsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: CredentialStore,
    private readonly landing: Landing,
  ) {}

  @Get()
  async confirm(@SignedIn() visitor: Visitor): Promise<VNode | SeeOther> {
    const stored = await this.credentials.connectionOf(visitor.resellerId);
    if (!stored) return seeOther('/halopsa');
    return <RemoveCredentialsConfirm visitor={visitor} host={hostOf(stored.baseUrl)} />;
  }

  @Post()
  @ComesBack({ to: '/halopsa/remove' })
  async remove(@Metadata() metadata: EventMetadata): Promise<SeeOther> {
    const position = await this.commands.execute(new RemoveHaloCredentials(metadata));
    return this.landing.after(position, '/halopsa', 'credentials-removed');
  }
}
