import { Injectable } from '@nestjs/common';
import { appendNext, EventStore, type Position } from '../../event-store/index.js';
import { connectionEvent, connectionStream } from './connection-stream.js';
import type { CredentialUse } from './credential-store.js';
import type { GroupsFault } from './events.js';

/** Records uses of the credentials that change no row. */
@Injectable()
export class CredentialUseLog {
  constructor(private readonly store: EventStore) {}

  /** @param secretSentTo origins that were given the secret */
  async recordGroupsNotLoaded(
    { teamId, metadata }: CredentialUse,
    reason: GroupsFault,
    secretSentTo: readonly string[],
  ): Promise<Position> {
    const event = connectionEvent(metadata, { type: 'GroupsNotLoaded', data: { teamId, reason, secretSentTo } });
    const { position } = await appendNext(this.store, connectionStream(metadata.resellerId), [event]);
    return position;
  }
}
