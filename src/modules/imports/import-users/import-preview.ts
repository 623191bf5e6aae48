import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { FREE, JUDGED, type Roster } from '../../rosters/index.js';

/** The outcome of an import with the current ticks. */
export interface ImportNumbers {
  readonly listed: number;
  /** the ticked people */
  readonly toImport: number;
  /** red X other than "already in this Team" */
  readonly rejected: number;
  readonly alreadyInTeam: number;
  readonly leftOut: number;
}

/** A ticked person whose name or address has letters that look like others. */
export interface LookAlike {
  readonly name: string;
  readonly email: string | null;
}

/** Most look-alikes that a confirmation shows. */
export const MOST_LOOK_ALIKES = 10;

/** Calculates the outcome of an import with the current ticks, for its confirmation. */
@Injectable()
export class ImportPreview {
  constructor(private readonly pool: pg.Pool) {}

  async numbers({ id, teamId }: Roster): Promise<ImportNumbers> {
    const { rows } = await this.pool.query<ImportNumbers>(
      `select count(*)::int as listed,
         (count(*) filter (where ticked and blocked is null))::int as "toImport",
         (count(*) filter (where blocked is not null and (ticked or blocked <> 'already-in-this-team')))::int as rejected,
         (count(*) filter (where not ticked and blocked = 'already-in-this-team'))::int as "alreadyInTeam",
         (count(*) filter (where not ticked and blocked is null))::int as "leftOut"
       from (${JUDGED}) judged`,
      [id, teamId],
    );
    return rows[0] ?? { listed: 0, toImport: 0, rejected: 0, alreadyInTeam: 0, leftOut: 0 };
  }

  /** As many as a confirmation shows, and one more if there are more. */
  async lookAlikes({ id }: Roster): Promise<LookAlike[]> {
    const { rows } = await this.pool.query<LookAlike>(
      `select name, email from roster_person p where roster_id = $1 and look_alikes and ticked and ${FREE}
       order by name_key, halo_id limit ${MOST_LOOK_ALIKES + 1}`,
      [id],
    );
    return rows;
  }
}
