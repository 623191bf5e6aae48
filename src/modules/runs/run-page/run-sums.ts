import { Injectable } from '@nestjs/common';
import pg from 'pg';

/** The numbers of a pair's import, as the history has them. */
export interface PairImport {
  readonly listId: string;
  readonly status: 'running' | 'completed' | 'cancelled';
  readonly listed: number;
  readonly imported: number;
  readonly rejected: number;
  readonly alreadyInTeam: number;
  readonly leftOut: number;
  readonly waiting: number;
}

@Injectable()
export class RunSums {
  constructor(private readonly pool: pg.Pool) {}

  /** The imports of a run that the history knows, by the list. */
  async of(runId: string): Promise<ReadonlyMap<string, PairImport>> {
    const { rows } = await this.pool.query<PairImport>(
      `select p.list_id as "listId", s.status, s.listed, s.imported, s.rejected, s.already_in_this_team as "alreadyInTeam",
         s.left_out as "leftOut", s.waiting
       from run_pair p join import_summary s on s.import_id = p.list_id where p.run_id = $1`,
      [runId],
    );
    return new Map(rows.map((row) => [row.listId, row]));
  }
}
