import { Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, ComesBack, Landing, Metadata, seeOther, type SeeOther, SignedIn } from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { flash } from '../../../views/words/banners.js';
import { PortalUsers } from '../../access/index.js';
import { ConnectionLog } from '../connection-log/connection-log.js';
import { hostOf } from '../connection-words.js';
import { CredentialStore } from '../credential-store.js';
import { TestConnection } from './test-connection.js';
import { TestPage } from './test-page.js';

@Controller('halopsa/test')
export class TestConnectionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly log: ConnectionLog,
    private readonly credentials: CredentialStore,
    private readonly users: PortalUsers,
    private readonly landing: Landing,
  ) {}

  /** The result of the last test. */
  @Get()
  @AllowRoles('admin', 'auditor')
  async show(@SignedIn() visitor: Visitor, @Query() query: Fields): Promise<VNode | SeeOther> {
    const { resellerId } = visitor;
    const [last, stored] = await Promise.all([
      this.log.last(resellerId, ['ConnectionTested', 'ConnectionTestFailed']),
      this.credentials.connectionOf(resellerId),
    ]);
    const banner = flash(query['done']);
    // The first test of all may not be shown yet.
    if (!last) return seeOther(banner ? `/halopsa?done=${String(query['done'])}` : '/halopsa');
    const names = await this.users.namesOf([last.actorId]);
    const now = !stored ? 'removed' : stored.storedAt > last.recordedAt ? 'replaced' : 'as-tested';
    return (
      <TestPage
        visitor={visitor}
        test={last.data}
        fault={last.type === 'ConnectionTestFailed' ? last.data.reason : null}
        host={hostOf(last.data.baseUrl)}
        at={last.recordedAt}
        by={names(last.actorId)}
        credentials={now}
        banner={banner}
      />
    );
  }

  @Post()
  @AllowRoles('admin')
  @ComesBack({ to: '/halopsa' })
  async test(@Metadata() metadata: EventMetadata): Promise<SeeOther> {
    const result = await this.commands.execute(new TestConnection(metadata));
    if (result.outcome === 'no-credentials') return seeOther('/halopsa');
    if (result.outcome === 'just-begun') return seeOther('/halopsa/test?done=test-just-begun');
    return this.landing.after(result.position, '/halopsa/test');
  }
}
