import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { allPages, countFound, pageByKey, type Key, type KeyedPage } from '../../../shared/page-by-key.js';
import type { ListOrder } from '../../../shared/list-order.js';
import { likePatterns } from '../../../shared/text/index.js';

const PAGE_SIZE = 100;
/** Rows of a part of a list that is read to its end. */
const PART = 1_000;

export interface Member {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  /** null: added by hand */
  readonly importId: string | null;
  readonly addedBy: string;
  readonly addedAt: Date;
}

export const MEMBER_ORDERS = ['name'] as const;
export type MemberOrder = ListOrder<(typeof MEMBER_ORDERS)[number]>;

const BY_NAME: readonly Key[] = [
  { sql: 'name_key', type: 'text' },
  { sql: 'account_id', type: 'uuid' },
];

const ORDERS: Readonly<Record<MemberOrder['by'], readonly Key[]>> = { name: BY_NAME };

const MEMBERS = 'member where team_id = $1 and search like all ($2::text[])';
const COLUMNS = `account_id as "accountId", name, email, import_id as "importId", added_by as "addedBy", added_at as "addedAt"`;

/** The people of a Team. The caller checks that the visitor may see the Team. */
@Injectable()
export class Members {
  constructor(private readonly pool: pg.Pool) {}

  async byId(teamId: string, accountId: string): Promise<Member | undefined> {
    const found = await this.pool.query<Member>(
      `select ${COLUMNS} from member where team_id = $1 and account_id = $2`,
      [teamId, accountId],
    );
    return found.rows[0];
  }

  /**
   * A page of a Team's people.
   * @param search words that must all occur in the name or the address, ignoring case and accents; empty: everyone
   * @param after cursor of another page; an invalid one gives the first page
   */
  async page(
    teamId: string,
    search: string,
    after: string | undefined,
    { total = null, order = { by: 'name', desc: false } }: MemberList = {},
  ): Promise<KeyedPage<Member>> {
    const from = MEMBERS;
    const values = [teamId, likePatterns(search)];
    const found = search === '' ? total : await countFound(this.pool, from, values);
    const list = { columns: COLUMNS, from, values, order: ORDERS[order.by], desc: order.desc, size: PAGE_SIZE };
    return pageByKey<Member>(this.pool, { ...list, total: found }, after);
  }

  /** All pages of a list, in parts of a thousand. */
  all(teamId: string, search: string, order: MemberOrder): AsyncGenerator<readonly Member[]> {
    const list = { columns: COLUMNS, from: MEMBERS, values: [teamId, likePatterns(search)], order: ORDERS[order.by] };
    const options = { ...list, desc: order.desc, size: PART, total: null };
    return allPages((after) => pageByKey<Member>(this.pool, options, after));
  }
}

interface MemberList {
  /** how many people the Team has, as the list of Teams counts them */
  readonly total?: number | null;
  readonly order?: MemberOrder;
}
