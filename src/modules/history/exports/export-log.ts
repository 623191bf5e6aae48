import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { ExportEvent } from '../../../facts/index.js';
import { exportsStream } from '../../exports/index.js';

const PAGE_SIZE = 50;

export interface ExportRow {
  readonly revision: number;
  readonly at: Date;
  readonly actorId: string;
  readonly data: ExportEvent['data'];
}

/** The exports of a reseller, newest first. */
@Injectable()
export class ExportLog {
  constructor(private readonly pool: pg.Pool) {}

  /** A page of 50. @param before revision of the last export of an earlier page; null for the first page */
  async page(resellerId: string, before: number | null): Promise<{ rows: ExportRow[]; next: string | null }> {
    const { rows } = await this.pool.query<ExportRow>(
      `select revision, recorded_at as at, actor_id as "actorId",
         case when person is null then data else data || jsonb_build_object('person', person) end as data
       from history where stream = $1 and type = 'ExportMade' and ($2::integer is null or revision < $2)
       order by revision desc limit $3`,
      [exportsStream(resellerId), before, PAGE_SIZE + 1],
    );
    const shown = rows.slice(0, PAGE_SIZE);
    return { rows: shown, next: rows.length > PAGE_SIZE ? String(shown.at(-1)?.revision) : null };
  }
}
