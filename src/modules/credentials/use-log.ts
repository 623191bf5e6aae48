import { Injectable } from '@nestjs/common';
import { appendNext, EventStore, type Position } from '../../event-store/index.js';
import type { HaloFault } from '../halo-connector/index.js';
import { connectionEvent, connectionStream } from './connection-stream.js';
import type { CredentialUse } from './credential-store.js';

/** Records uses of the credentials that change no row. */
@Injectable()
export class CredentialUseLog {
  constructor(private readonly store: EventStore) {}

  async recordGroupsNotLoaded({ teamId, metadata }: CredentialUse, reason: HaloFault): Promise<Position> {
    const event = connectionEvent(metadata, { type: 'GroupsNotLoaded', data: { teamId, reason } });
    const { position } = await appendNext(this.store, connectionStream(metadata.resellerId), [event]);
    return position;
  }
}
