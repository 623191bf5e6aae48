import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../database/index.js';
import { inTime, Outbox, type EventMetadata, type Position } from '../../event-store/index.js';
import type { ConnectionFact, GroupReference, GroupsFault } from '../../facts/index.js';
import { connectionEvent, connectionStream, reference } from './connection-stream.js';

/** Who used the credentials, and for which Team. */
export interface CredentialUse {
  /** null: on the HaloPSA page */
  readonly teamId: string | null;
  readonly metadata: EventMetadata;
}

export interface UseForTeam extends CredentialUse {
  readonly teamId: string;
}

/** Appends to the stream of a reseller's connection: events together with rows, or the event of a use that changes no row. */
@Injectable()
export class ConnectionWriter {
  constructor(
    private readonly pool: pg.Pool,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Commits rows together with their events: the events are staged in the transaction and appended after it (docs/adr/0002, line 10).
   * @returns the position of the last event; undefined if there was no event, or it is still to be appended
   */
  async commit(
    metadata: EventMetadata,
    write: (tx: pg.PoolClient) => Promise<ConnectionFact[]>,
  ): Promise<Position | undefined> {
    const entry = await inTransaction(this.pool, async (tx) => {
      const events = (await write(tx)).map((fact) => connectionEvent(metadata, fact));
      const stream = connectionStream(metadata.resellerId);
      return events.length > 0 ? this.outbox.stage(tx, { stream, expectedRevision: 'next', events }) : undefined;
    });
    if (entry === undefined) return undefined;
    // Already committed: if the append fails now, the next sweep retries it.
    const appended = await inTime(this.outbox.deliver(entry)).catch(() => undefined);
    return appended?.position;
  }

  /**
   * Records a use of this version of the stored credentials, and runs `write` unless that version was replaced or removed meanwhile. The
   * version's row is locked until the commit.
   */
  commitUse(
    { metadata }: CredentialUse,
    version: string,
    fact: ConnectionFact,
    write: (tx: pg.PoolClient) => Promise<void>,
  ): Promise<Position | undefined> {
    return this.commit(metadata, async (tx) => {
      const { rowCount } = await tx.query(
        'select from halo_credentials where reseller_id = $1 and version = $2 for update',
        [metadata.resellerId, version],
      );
      if (rowCount === 1) await write(tx);
      return [fact];
    });
  }

  /** @param secretSentTo origins that received the secret */
  recordGroupsNotLoaded(
    use: CredentialUse,
    reason: GroupsFault,
    secretSentTo: readonly string[],
  ): Promise<Position | undefined> {
    return this.record(use, { type: 'GroupsNotLoaded', data: { teamId: use.teamId, reason, secretSentTo } });
  }

  /** @param client the client whose sites were requested */
  recordSitesNotLoaded(
    use: UseForTeam,
    client: GroupReference,
    reason: GroupsFault,
    secretSentTo: readonly string[],
  ): Promise<Position | undefined> {
    const data = { teamId: use.teamId, group: reference(client), reason, secretSentTo };
    return this.record(use, { type: 'SitesNotLoaded', data });
  }

  /** A test of the stored credentials: `ConnectionTested` or `ConnectionTestFailed`. */
  recordTest(metadata: EventMetadata, fact: ConnectionFact): Promise<Position | undefined> {
    return this.record({ teamId: null, metadata }, fact);
  }

  private record({ metadata }: CredentialUse, fact: ConnectionFact): Promise<Position | undefined> {
    return this.commit(metadata, async () => [fact]);
  }
}
