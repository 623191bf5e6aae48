import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Selection } from './removal-types.js';

/** An import that has ended, as far as its undo needs to know it. */
export type EndedImport = Extract<Selection, { kind: 'import' }> & {
  readonly group: string;
  /** false while people are still being imported */
  readonly isEnded: boolean;
};

@Injectable()
export class EndedImports {
  constructor(private readonly pool: pg.Pool) {}

  /** @returns undefined also for another reseller's */
  async find(resellerId: string, importId: string): Promise<EndedImport | undefined> {
    const { rows } = await this.pool.query<EndedImport>(
      `select 'import' as kind, import_id as "importId", team_id as "teamId", imported as people, group_name as "group",
         status <> 'running' as "isEnded"
       from import_summary where import_id = $1 and reseller_id = $2`,
      [importId, resellerId],
    );
    return rows[0];
  }
}
