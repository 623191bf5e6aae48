import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { A_PERSON, FREE, JUDGED, type Roster } from '../../rosters/index.js';
import { outcomeOf, type ImportOutcome, type Judged } from './import-outcome.js';

/** A ticked person whose name or address has letters that look like others. */
export interface LookAlike {
  readonly name: string;
  readonly email: string | null;
}

/** A ticked person who may not work at the client: "Select all" leaves them out. */
export interface UnusualPerson extends LookAlike {
  readonly inactive: boolean;
  readonly serviceAccount: boolean;
  readonly generalUser: boolean;
  readonly technician: boolean;
  readonly prospect: boolean;
}

export interface UnusualPeople {
  /** the first ones by name */
  readonly people: readonly UnusualPerson[];
  readonly total: number;
}

/** Most look-alikes, and most unusual people, that a confirmation shows. */
export const MOST_LOOK_ALIKES = 10;
export const MOST_UNUSUAL = 10;

/** Calculates the outcome of an import with the current ticks, for its confirmation. */
@Injectable()
export class ImportPreview {
  constructor(private readonly pool: pg.Pool) {}

  async outcome({ id, teamId }: Roster): Promise<ImportOutcome> {
    const { rows } = await this.pool.query<Judged>(
      `select blocked, ticked, count(*)::int as people from (${JUDGED}) judged group by blocked, ticked`,
      [id, teamId],
    );
    return outcomeOf(rows);
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

  async unusual({ id }: Roster): Promise<UnusualPeople> {
    const { rows } = await this.pool.query<UnusualPerson & { readonly total: number }>(
      `select name, email, inactive, service_account as "serviceAccount", general_user as "generalUser", technician, prospect,
         (count(*) over ())::int as total
       from roster_person p where roster_id = $1 and ticked and ${FREE} and not (${A_PERSON})
       order by name_key, halo_id limit ${MOST_UNUSUAL}`,
      [id],
    );
    return { people: rows, total: rows[0]?.total ?? 0 };
  }
}
