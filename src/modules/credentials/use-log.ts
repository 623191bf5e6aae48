import { Injectable } from '@nestjs/common';
import { appendNext, EventStore, type Position } from '../../event-store/index.js';
import type { HaloFault } from '../halo-connector/index.js';
import { connectionEvent, connectionStream, usersLoaded, usersNotLoaded, type UsersLoad } from './connection-stream.js';
import type { CredentialUse } from './credential-store.js';
import type { HaloConnectionEvent } from './events.js';

/** Records uses of the credentials that change no row. What a load of people records twice, after a crash, stands in the log once. */
@Injectable()
export class CredentialUseLog {
  constructor(private readonly store: EventStore) {}

  recordGroupsNotLoaded({ teamId, metadata }: CredentialUse, reason: HaloFault): Promise<Position> {
    return this.append(connectionEvent(metadata, { type: 'GroupsNotLoaded', data: { teamId, reason } }));
  }

  /** @param counts `announced`: how many HaloPSA said there are, null where it did not; `received`: how many people came */
  recordUsersLoaded(
    load: UsersLoad,
    counts: { readonly announced: number | null; readonly received: number },
  ): Promise<Position> {
    return this.append(usersLoaded(load, counts));
  }

  recordUsersNotLoaded(load: UsersLoad, reason: HaloFault | 'credentials-removed'): Promise<Position> {
    return this.append(usersNotLoaded(load, reason));
  }

  private async append(event: HaloConnectionEvent): Promise<Position> {
    const { position } = await appendNext(this.store, connectionStream(event.metadata.resellerId), [event]);
    return position;
  }
}
