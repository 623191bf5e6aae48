import type { UsersFault } from '../../../facts/index.js';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Roster } from '../roster.js';
import { inTime, Outbox, type NewEvent } from '../../../event-store/index.js';
import { connectionStream, usersLoaded, usersNotLoaded, type LoadCounts } from '../../credentials/index.js';
import { announcedOwn } from '../doubts.js';

type Ended = Pick<Roster, 'announced' | 'foreignIds' | 'received' | 'unsure' | 'leftOutRows'>;

/** Records the end of a load and the use of the credentials in one transaction. */
@Injectable()
export class LoadEnds {
  constructor(private readonly outbox: Outbox) {}

  /**
   * @param fault undefined if the whole list has come
   * @param atPage end the load only if this is still the next page; otherwise another process is ahead
   * @returns the outbox entry, to be delivered after the commit; undefined when there was nothing to end
   */
  async stage(tx: pg.PoolClient, roster: Roster, fault: UsersFault | undefined, atPage: number | null) {
    const { rows } = await tx.query<Ended>(
      `update roster set status = $2, fault = $3, used_at = now()
       where id = $1 and status = 'loading' and ($4::integer is null or next_page = $4)
       returning announced, foreign_ids as "foreignIds", received, unsure, rows_left_out as "leftOutRows"`,
      [roster.id, fault ? 'failed' : 'loaded', fault ?? null, atPage],
    );
    const [ended] = rows;
    if (!ended) return undefined;
    const { received, unsure, leftOutRows: leftOut } = ended;
    const counts: LoadCounts = { announced: announcedOwn(ended), received, unsure, leftOut };
    const load = { rosterId: roster.id, teamId: roster.teamId, group: roster.group, metadata: roster.metadata };
    // A load can be resumed and fail again, so each failure has an id of its own. The row's status keeps one from being staged twice.
    const event: NewEvent = fault ? { ...usersNotLoaded(load, fault), id: randomUUID() } : usersLoaded(load, counts);
    const stream = connectionStream(roster.resellerId);
    return this.outbox.stage(tx, { stream, expectedRevision: 'next', events: [event] });
  }

  async deliver(entry: string | undefined): Promise<void> {
    // Already staged: if the append fails now, the next sweep retries it.
    if (entry) await inTime(this.outbox.deliver(entry)).catch(() => undefined);
  }
}
