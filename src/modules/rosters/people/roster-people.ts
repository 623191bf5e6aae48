import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Roster } from '../roster.js';
import { inTransaction } from '../../../database/index.js';
import type { RosterRow, RosterRows, These } from '../roster-types.js';
import { placeText, type PeopleFilter, type PeopleQuery, type RowPlace } from './roster-form.js';
import { rangeOf } from '../../../shared/row-range.js';
import { redX } from '../red-x.js';
import { countThese, hasOwnIndex, shownBy, theseAfterTick, theseOf } from './these.js';

const PAGE_SIZE = 100;

/** The start of the list: sorts before every name and every id. */
const BEGINNING = { name_key: '', halo_id: '0' };

interface Found {
  readonly roster: Roster;
  readonly after: RowPlace | null;
  /** `$1` is the roster, `$2` the search patterns */
  readonly sql: string;
  readonly values: readonly [string, readonly string[]];
  readonly at: typeof BEGINNING;
}

interface PeoplePage {
  readonly page: RosterRows;
  /** null: the page is not filtered */
  readonly these: These | null;
  /** HaloPSA ids of rows whose stored verdict is outdated */
  readonly outdated: readonly number[];
}

@Injectable()
export class RosterPeople {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * One page of rows with their current verdicts, its range in the filtered list, and where the previous and next pages begin. If the
   * requested page is empty, the first one.
   */
  page(roster: Roster, query: PeopleQuery): Promise<PeoplePage> {
    const read = async (tx: pg.PoolClient) => {
      const found = await this.pageAfter(tx, roster, query);
      const isEmpty = found.page.rows.length === 0;
      return isEmpty && query.after ? this.pageAfter(tx, roster, { ...query, after: null }) : found;
    };
    return inTransaction(this.pool, read, { inOrder: true });
  }

  /** For the buttons after one tick, in the filter of its page. */
  theseAfterTick(roster: Roster, filter: PeopleFilter): Promise<These | 'not-counted' | null> {
    return theseAfterTick(this.pool, roster, filter);
  }

  private async pageAfter(tx: pg.PoolClient, roster: Roster, query: PeopleQuery): Promise<PeoplePage> {
    const found = await this.find(tx, roster, query);
    const { rows } = await this.rows(tx, found);
    const previous = await this.previous(tx, found);
    const these = theseOf(roster.counts, query) ?? (await countThese(tx, roster.id, query));
    const shown = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
    // The row count in the URL was right when the link was made; ticks and claims may have changed since.
    const range = rangeOf({
      shown: shown.length,
      before: found.after?.rows ?? 0,
      of: these.shown,
      isLast: !last,
      size: PAGE_SIZE,
    });
    return {
      page: {
        rows: shown.map(rosterRow),
        range,
        previous,
        next: last ? placeText({ rows: range.to, haloId: Number(last.halo_id) }) : null,
      },
      these: query.show === 'all' && query.q === '' ? null : these,
      outdated: shown.filter(({ blocked, written }) => blocked !== written).map(({ halo_id }) => Number(halo_id)),
    };
  }

  private async find(tx: pg.PoolClient, roster: Roster, query: PeopleQuery): Promise<Found> {
    // Every name fulfils the last condition. It is the condition of the partial index by name, which PostgreSQL uses only if the statement
    // has it.
    const [where, patterns] = shownBy(query);
    const sql = `from roster_person p where roster_id = $1 and ${where}${hasOwnIndex(query) ? '' : " and name_key >= ''"}`;
    const { rows } = query.after
      ? await tx.query<typeof BEGINNING>(
          'select name_key, halo_id from roster_person where roster_id = $1 and halo_id = $2',
          [roster.id, query.after.haloId],
        )
      : { rows: [] };
    // An id that is not in the list has no place in it.
    const after = rows[0] ? query.after : null;
    return { roster, after, sql, values: [roster.id, patterns], at: rows[0] ?? BEGINNING };
  }

  private rows(tx: pg.PoolClient, { roster, sql, values, at }: Found) {
    return tx.query<PersonRow>(
      `select p.*, coalesce(p.problem, p.claimed) as written, ${redX('$5')} as blocked,
         (select name from roster_person keeper where keeper.roster_id = $1 and keeper.halo_id = p.kept_by) as keeper,
         ${ELSEWHERE} as elsewhere
       from (select * ${sql} and (name_key, halo_id) > ($3, $4) order by name_key, halo_id limit ${PAGE_SIZE + 1}) p
       order by p.name_key, p.halo_id`,
      [...values, at.name_key, at.halo_id, roster.teamId, roster.resellerId],
    );
  }

  private async previous(tx: pg.PoolClient, { after, sql, values, at }: Found): Promise<string | null> {
    if (!after) return null;
    const { rows } = await tx.query<{ halo_id: string }>(
      `select halo_id ${sql} and (name_key, halo_id) <= ($3, $4) order by name_key desc, halo_id desc offset ${PAGE_SIZE} limit 1`,
      [...values, at.name_key, at.halo_id],
    );
    return placeText(rows[0] ? { rows: Math.max(after.rows - PAGE_SIZE, 1), haloId: Number(rows[0].halo_id) } : null);
  }
}

/** Another Team of this reseller that has the account. Those of other resellers are never named. */
const ELSEWHERE = `(select jsonb_build_object('accountId', c.account_id, 'teamId', c.team_id, 'team', t.name)
  from email_claim c join team t on t.id = c.team_id
  where c.email_key = p.email_key and c.team_id <> $5 and c.reseller_id = $6 and t.reseller_id = $6)`;

interface PersonRow {
  readonly halo_id: string;
  readonly name: string;
  readonly email: string | null;
  readonly site: string | null;
  readonly inactive: boolean;
  readonly service_account: boolean;
  readonly general_user: boolean;
  readonly technician: boolean;
  readonly prospect: boolean;
  readonly ticked: boolean;
  readonly written: RosterRow['blocked'];
  readonly blocked: RosterRow['blocked'];
  readonly keeper: string | null;
  readonly elsewhere: RosterRow['elsewhere'];
}

function rosterRow(row: PersonRow): RosterRow {
  const { name, email, site, inactive, technician, prospect, blocked, keeper, elsewhere, ticked } = row;
  const chips = { inactive, serviceAccount: row.service_account, generalUser: row.general_user, technician, prospect };
  return { haloId: row.halo_id, name, email, site, ...chips, blocked, keeper, elsewhere, ticked };
}
