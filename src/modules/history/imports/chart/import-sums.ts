import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Period } from './periods.js';

export interface SumsQuery {
  readonly resellerId: string;
  readonly teamId: string | null;
  readonly actorId: string | null;
  /** "client:12" */
  readonly group: string | null;
}

export interface PeriodSum extends Period {
  readonly imported: number;
  readonly rejected: number;
}

/** People imported and rejected over time. */
@Injectable()
export class ImportSums {
  constructor(private readonly pool: pg.Pool) {}

  /** @param periods that follow one another without a gap */
  async of({ resellerId, teamId, actorId, group }: SumsQuery, periods: readonly Period[]): Promise<PeriodSum[]> {
    const bounds = [...periods.map(({ from }) => from), periods.at(-1)?.to];
    const { rows } = await this.pool.query<{ bar: number; imported: number; rejected: number }>(
      `select width_bucket(quarter, $5::timestamptz[]) as bar, sum(imported)::float8 as imported, sum(rejected)::float8 as rejected
       from import_sum where reseller_id = $1 and team = $2 and actor = $3 and source = $4 and quarter >= $6 and quarter < $7 group by bar`,
      [resellerId, teamId ?? '', actorId ?? '', group ?? '', bounds, bounds[0], bounds.at(-1)],
    );
    const sums = new Map(rows.map(({ bar, imported, rejected }) => [bar, { imported, rejected }]));
    return periods.map((period, index) => ({ ...period, ...(sums.get(index + 1) ?? { imported: 0, rejected: 0 }) }));
  }
}
