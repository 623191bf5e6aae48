import { Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { VNode } from 'preact';
import { ProjectionRunner, type EventMetadata } from '../../../event-store/index.js';
import { RemoveCredentialsConfirm } from './remove-confirm.js';
import { seeOther, type SeeOther } from '../../../web/index.js';
import { Workers } from '../../../workers/index.js';
import { AllowRoles, ComesBack, Metadata, SignedIn, type Visitor } from '../../access/index.js';
import { hostOf } from '../connection-words.js';
import { CredentialStore } from '../credential-store.js';
import { RemoveHaloCredentials } from './remove-credentials.js';

const PATIENCE_MS = 2_000;

@Controller('halopsa/remove')
@AllowRoles('admin')
export class RemoveCredentialsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: CredentialStore,
    private readonly projections: ProjectionRunner,
    private readonly workers: Workers,
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
    const caughtUp = position === undefined || (await this.projections.waitFor(position, PATIENCE_MS));
    if (caughtUp) return seeOther('/halopsa?done=credentials-removed');
    return seeOther(`/halopsa?done=${(await this.workers.areMissing()) ? 'no-worker' : 'catching-up'}`);
  }
}
