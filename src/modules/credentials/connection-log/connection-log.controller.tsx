import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, SignedIn } from '../../../web/index.js';
import { ConnectionPage } from './connection-page.js';
import { flash } from '../../../views/words/banners.js';
import { ConnectionWords } from '../connection-words.js';
import { CredentialStore } from '../credential-store.js';
import { ConnectionEntries, FAILURES, SUCCESSES } from './connection-entries.js';
import { ConnectionLog } from './connection-log.js';

@Controller('halopsa')
@AllowRoles('admin', 'auditor')
export class ConnectionLogController {
  constructor(
    private readonly log: ConnectionLog,
    private readonly credentials: CredentialStore,
    private readonly words: ConnectionWords,
    private readonly entries: ConnectionEntries,
  ) {}

  @Get()
  async show(@SignedIn() visitor: Visitor, @Query() query: Fields): Promise<VNode> {
    const { resellerId } = visitor;
    const [{ rows, at, next }, connection, success, failure] = await Promise.all([
      this.log.page(resellerId, query['before']),
      this.connection(resellerId),
      this.log.last(resellerId, SUCCESSES),
      this.log.last(resellerId, FAILURES),
    ]);
    const [log, lastSuccess, lastFailure] = await this.entries.of(rows, success, failure);
    return (
      <ConnectionPage
        {...{ visitor, connection, log, lastSuccess, lastFailure }}
        page={{ at, next }}
        banner={flash(query['done'])}
      />
    );
  }

  private async connection(resellerId: string) {
    const stored = await this.credentials.connectionOf(resellerId);
    if (!stored) return null;
    const { tenantId, fingerprint, secretFault } = stored;
    return { ...(await this.words.connection(stored)), tenantId: tenantId ?? '', fingerprint, secretFault };
  }
}
