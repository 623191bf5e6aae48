import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { countFound, pageByKey, type KeyedPage } from '../../../shared/page-by-key.js';

const PAGE_SIZE = 50;

export interface ListedRun {
  readonly id: string;
  readonly requestedAt: Date;
  readonly endedAt: Date | null;
  readonly cancelled: boolean;
  readonly actorId: string;
  readonly pairs: number;
}

/** The runs of a reseller, newest first. */
@Injectable()
export class RunList {
  constructor(private readonly pool: pg.Pool) {}

  async page(resellerId: string, after: string | undefined): Promise<KeyedPage<ListedRun>> {
    const from = 'run where reseller_id = $1';
    const list = {
      columns: `id, requested_at as "requestedAt", ended_at as "endedAt", cancel_requested_at is not null as cancelled,
        metadata -> 'actor' ->> 'id' as "actorId", (select count(*)::int from run_pair where run_id = run.id) as pairs`,
      from,
      values: [resellerId],
      order: [
        { sql: 'requested_at', type: 'timestamptz' },
        { sql: 'id', type: 'uuid' },
      ],
      desc: true,
      size: PAGE_SIZE,
      total: await countFound(this.pool, from, [resellerId]),
    } as const;
    return pageByKey<ListedRun>(this.pool, list, after);
  }
}
