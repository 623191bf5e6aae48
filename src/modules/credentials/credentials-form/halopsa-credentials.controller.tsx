import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { EventMetadata } from '../../../event-store/index.js';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, ComesBack, KeptFields, Metadata, seeOther, SignedIn } from '../../../web/index.js';
import { CredentialStore } from '../credential-store.js';
import { SentCredentials } from '../load-groups/sent-credentials.js';
import { CredentialsForms } from './credentials-forms.js';
import { readTyped } from './typed-credentials.js';

/** Connects HaloPSA, or replaces its credentials, from the HaloPSA page: for no Team. */
@Controller('halopsa/credentials')
@AllowRoles('admin')
export class HalopsaCredentialsController {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly forms: CredentialsForms,
    private readonly sent: SentCredentials,
  ) {}

  @Get()
  async form(@SignedIn() visitor: Visitor, @Query('fill') fill: unknown, @KeptFields() kept: Fields): Promise<VNode> {
    const stored = await this.credentials.connectionOf(visitor.resellerId);
    return this.forms.opened(visitor, null, stored, { fill, kept });
  }

  @Post()
  @ComesBack({ to: '/halopsa/credentials', keep: ['tenantId', 'clientId', 'baseUrl'], secret: true })
  async send(@SignedIn() visitor: Visitor, @Metadata() metadata: EventMetadata, @Body() body: unknown) {
    const sent = await this.sent.send(visitor, null, readTyped(body), metadata);
    if ('reply' in sent) return sent.reply;
    return seeOther(`/halopsa${sent.stored ? '?done=credentials-stored' : ''}`);
  }
}
