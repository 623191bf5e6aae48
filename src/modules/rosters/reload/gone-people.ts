import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { pageByKey, type KeyedPage } from '../../../shared/page-by-key.js';
import type { Roster } from '../roster.js';

export interface GonePerson {
  readonly haloId: string;
  readonly name: string;
  readonly email: string | null;
  /** they were to be imported */
  readonly ticked: boolean;
}

const PAGE_SIZE = 100;

/** The people whom a reload did not find any more. */
@Injectable()
export class GonePeople {
  constructor(private readonly pool: pg.Pool) {}

  page({ id, reloaded }: Roster, after: string | undefined): Promise<KeyedPage<GonePerson>> {
    const list = {
      columns: 'halo_id as "haloId", name, email, ticked',
      from: 'roster_gone where roster_id = $1',
      values: [id],
      order: [
        { sql: 'name_key', type: 'text' },
        { sql: 'halo_id', type: 'bigint' },
      ] as const,
      size: PAGE_SIZE,
      total: reloaded?.gone ?? 0,
    };
    return pageByKey<GonePerson>(this.pool, list, after);
  }
}
