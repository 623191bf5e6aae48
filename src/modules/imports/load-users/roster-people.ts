import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { RosterCounts, RosterRow, RosterShow } from '../../../views/imports/roster-types.js';
import type { RosterConfirmPageProps } from '../../../views/imports/roster-confirm.js';
import type { RosterPageProps } from '../../../views/imports/roster-page.js';
import type { Roster } from './rosters.js';

const PAGE_SIZE = 100;

export interface PeopleQuery {
  readonly show: RosterShow;
  /** part of a name, of an address, or of a site */
  readonly q: string;
  /** place in the list after which the page begins, 0 for the first */
  readonly after: number;
}

/**
 * The people of a roster with the verdict of the moment: the import decides for good. `$1` is the roster, `$2` its Team; a claim is
 * another Team's or this one's.
 */
export const JUDGED = `
  select p.*, coalesce(p.problem, case when c.email_key is null then null
    when c.team_id = $2 then 'already-in-this-team' else 'already-has-account' end) as blocked
  from roster_person p left join email_claim c on c.email_key = p.email_key
  where p.roster_id = $1`;

/** What "Select all importable" takes: people, as far as HaloPSA can tell. */
export const SELECTABLE = 'blocked is null and not inactive and not service_account and not general_user';

const SHOWN: Readonly<Record<RosterShow, string>> = {
  all: 'true',
  importable: 'blocked is null',
  blocked: 'blocked is not null',
  ticked: 'ticked and blocked is null',
};

@Injectable()
export class RosterPeople {
  constructor(private readonly pool: pg.Pool) {}

  async counts({ id, teamId }: Roster): Promise<RosterCounts> {
    const { rows } = await this.pool.query<Record<keyof RosterCounts, number>>(
      `select count(*)::int as listed,
         (count(*) filter (where blocked is null))::int as importable,
         (count(*) filter (where ${SELECTABLE}))::int as "selectAll",
         (count(*) filter (where blocked is not null))::int as blocked,
         (count(*) filter (where ticked and blocked is null))::int as ticked
       from (${JUDGED}) judged`,
      [id, teamId],
    );
    return rows[0] ?? { listed: 0, importable: 0, selectAll: 0, blocked: 0, ticked: 0 };
  }

  /** What an import of the present ticks would come to. */
  async numbers({ id, teamId }: Roster): Promise<RosterConfirmPageProps['numbers']> {
    const { rows } = await this.pool.query<RosterConfirmPageProps['numbers']>(
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

  /** The place right before the first of these people, 0 for nobody. */
  async placeBefore({ id }: Roster, haloIds: readonly number[]): Promise<number> {
    const { rows } = await this.pool.query<{ place: number | null }>(
      'select min(seq) - 1 as place from roster_person where roster_id = $1 and halo_id = any($2::bigint[])',
      [id, haloIds],
    );
    return rows[0]?.place ?? 0;
  }

  /**
   * One page of rows, where it stands among those that the filter finds, and where the pages beside it begin. Behind the last row no page
   * begins: the first one takes its place.
   */
  async page(roster: Roster, query: PeopleQuery): Promise<PeoplePage> {
    const page = await this.pageAfter(roster, query);
    return page.rows.length === 0 && query.after > 0 ? this.pageAfter(roster, { ...query, after: 0 }) : page;
  }

  private async pageAfter(roster: Roster, { show, q, after }: PeopleQuery): Promise<PeoplePage> {
    const found = `(select * from (${JUDGED}) judged where ${SHOWN[show]}
      and ($3 = '' or normalize(concat_ws(E'\\n', name, email, site)) ilike $3)) found`;
    const values = [roster.id, roster.teamId, q === '' ? '' : `%${q.normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`];
    const [rows, around] = await Promise.all([
      this.pool.query<PersonRow>(`select * from ${found} where seq > $4 order by seq limit ${PAGE_SIZE + 1}`, [
        ...values,
        after,
      ]),
      this.pool.query<{ all: number; before: number; previous: number | null }>(
        `select count(*)::int as all, (count(*) filter (where seq <= $4))::int as before,
           (select seq from ${found} where seq <= $4 order by seq desc offset ${PAGE_SIZE} limit 1) as previous
         from ${found}`,
        [...values, after],
      ),
    ]);
    const { all = 0, before = 0, previous = null } = around.rows[0] ?? {};
    const shown = rows.rows.slice(0, PAGE_SIZE);
    return {
      rows: shown.map(rosterRow),
      range: { from: shown.length > 0 ? before + 1 : 0, to: before + shown.length, of: all },
      previous: before > 0 ? (previous ?? 0) : null,
      next: rows.rows.length > PAGE_SIZE ? (shown.at(-1)?.seq ?? null) : null,
    };
  }
}

type PeoplePage = Pick<RosterPageProps, 'rows' | 'range' | 'previous' | 'next'>;

interface PersonRow {
  readonly halo_id: string;
  readonly seq: number;
  readonly name: string;
  readonly email: string | null;
  readonly site: string | null;
  readonly inactive: boolean;
  readonly service_account: boolean;
  readonly general_user: boolean;
  readonly ticked: boolean;
  readonly blocked: RosterRow['blocked'];
}

function rosterRow(row: PersonRow): RosterRow {
  const { name, email, site, inactive, blocked, ticked } = row;
  const chips = { inactive, serviceAccount: row.service_account, generalUser: row.general_user };
  return { haloId: row.halo_id, name, email, site, ...chips, blocked, ticked };
}
