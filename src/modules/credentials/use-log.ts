import { Injectable } from '@nestjs/common';
import type { ConnectionFact, GroupReference, GroupsFault } from '../../facts/index.js';
import { appendNext, EventStore, type Position } from '../../event-store/index.js';
import { connectionEvent, connectionStream, reference } from './connection-stream.js';
import type { CredentialUse } from './connection-commits.js';

/** Records uses of the credentials that change no row. */
@Injectable()
export class CredentialUseLog {
  constructor(private readonly store: EventStore) {}

  /** @param secretSentTo origins that received the secret */
  async recordGroupsNotLoaded(
    use: CredentialUse,
    reason: GroupsFault,
    secretSentTo: readonly string[],
  ): Promise<Position> {
    return this.record(use, { type: 'GroupsNotLoaded', data: { teamId: use.teamId, reason, secretSentTo } });
  }

  /** @param client the client whose sites were requested */
  async recordSitesNotLoaded(
    use: CredentialUse,
    client: GroupReference,
    reason: GroupsFault,
    secretSentTo: readonly string[],
  ): Promise<Position> {
    const data = { teamId: use.teamId, group: reference(client), reason, secretSentTo };
    return this.record(use, { type: 'SitesNotLoaded', data });
  }

  private async record({ metadata }: CredentialUse, fact: ConnectionFact): Promise<Position> {
    const event = connectionEvent(metadata, fact);
    const { position } = await appendNext(this.store, connectionStream(metadata.resellerId), [event]);
    return position;
  }
}
