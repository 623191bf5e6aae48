import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Roster } from '../roster.js';
import { inTransaction } from '../../../database/index.js';
import type { RosterRow, RosterRows, These } from '../roster-types.js';
import { placeBefore, rowsFrom, sortedRows, PAGE_SIZE, type SortedRows } from './row-places.js';
import { placeText, type PeopleFilter, type PeopleQuery } from './row-query.js';
import { rangeOf } from '../../../shared/row-range.js';
import { redX } from '../red-x.js';
import { countThese, isEveryone, theseAfterTick, theseOf } from './these.js';

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
    const these = theseOf(roster.counts, query) ?? (await countThese(tx, roster.id, query));
    const sorted = await sortedRows(tx, roster, query, these.shown);
    const { rows } = await this.rows(tx, roster, sorted);
    const shown = rows.slice(0, PAGE_SIZE);
    const end = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
    // The row count in the URL was right when the link was made; ticks and claims may have changed since.
    const range = rangeOf({
      shown: shown.length,
      before: sorted.after?.rows ?? 0,
      of: these.shown,
      isLast: !end,
      size: PAGE_SIZE,
    });
    return {
      page: {
        rows: shown.map(rosterRow),
        range,
        previous: sorted.after && placeText(await placeBefore(tx, sorted)),
        next: end ? placeText({ rows: range.to, haloId: Number(end.halo_id) }) : null,
        last: end ? placeText('last') : null,
      },
      these: isEveryone(query) ? null : these,
      outdated: shown.filter(({ blocked, written }) => blocked !== written).map(({ halo_id }) => Number(halo_id)),
    };
  }

  private rows(tx: pg.PoolClient, roster: Roster, sorted: SortedRows) {
    const { sql, order, values } = rowsFrom(sorted);
    const [team, reseller] = [`$${values.length + 1}`, `$${values.length + 2}`] as const;
    return tx.query<PersonRow>(
      `select p.*, coalesce(p.problem, p.claimed) as written, ${redX(team)} as blocked,
         (select name from roster_person keeper where keeper.roster_id = $1 and keeper.halo_id = p.kept_by) as keeper,
         ${elsewhere(team, reseller)} as elsewhere
       from (select * ${sql} order by ${order} limit ${PAGE_SIZE + 1}) p
       order by ${order}`,
      [...values, roster.teamId, roster.resellerId],
    );
  }
}

/** Another Team of this reseller that has the account. Those of other resellers are never named. */
const elsewhere = (
  team: string,
  reseller: string,
) => `(select jsonb_build_object('accountId', c.account_id, 'teamId', c.team_id, 'team', t.name)
  from email_claim c join team t on t.id = c.team_id
  where c.email_key = p.email_key and c.team_id <> ${team} and c.reseller_id = ${reseller} and t.reseller_id = ${reseller})`;

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
  readonly since: RosterRow['since'];
  readonly was: RosterRow['was'];
}

function rosterRow(row: PersonRow): RosterRow {
  const { name, email, site, inactive, technician, prospect, blocked, keeper, elsewhere, ticked, since, was } = row;
  const chips = { inactive, serviceAccount: row.service_account, generalUser: row.general_user, technician, prospect };
  return { haloId: row.halo_id, name, email, site, ...chips, blocked, keeper, elsewhere, ticked, since, was };
}
