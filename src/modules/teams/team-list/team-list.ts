import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { pageByKey, type Key, type KeyedPage } from '../../../shared/page-by-key.js';
import type { ListOrder } from '../../../shared/list-order.js';
import { likePatterns } from '../../../shared/text/index.js';

const PAGE_SIZE = 50;

export const TEAM_ORDERS = ['name', 'people', 'import'] as const;
export type TeamOrder = ListOrder<(typeof TEAM_ORDERS)[number]>;

const USUAL: TeamOrder = { by: 'name', desc: false };

interface TeamListQuery {
  readonly resellerId: string;
  /** words that must all occur in the name, ignoring case and accents; empty: all Teams */
  readonly search: string;
  /** whether to include archived Teams */
  readonly archived: boolean;
  readonly order?: TeamOrder;
  /** cursor of another page; an invalid one gives the first page */
  readonly after: string | undefined;
}

export interface ListedTeam {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  readonly archivedAt: Date | null;
  readonly lastImportId: string | null;
  readonly lastImportAt: Date | null;
}

const COLUMNS = `name, members, archived_at as "archivedAt", last_import_id as "lastImportId", last_import_at as "lastImportAt", id`;

const BY_NAME: readonly Key[] = [
  { sql: 'name_key', type: 'text' },
  { sql: 'id', type: 'uuid' },
];

/** An index serves the order by name. For the others, a reseller has few enough Teams to sort. */
const ORDERS: Readonly<Record<TeamOrder['by'], readonly Key[]>> = {
  name: BY_NAME,
  people: [{ sql: 'members', type: 'bigint' }, ...BY_NAME],
  import: [{ sql: 'coalesce(last_import_at, to_timestamp(0))', type: 'timestamptz' }, ...BY_NAME],
};

export interface Beginning {
  readonly hasTeam: boolean;
  readonly hasImported: boolean;
}

/** A reseller's Teams, in pages. */
@Injectable()
export class TeamList {
  constructor(private readonly pool: pg.Pool) {}

  async page({ resellerId, search, archived, order = USUAL, after }: TeamListQuery): Promise<KeyedPage<ListedTeam>> {
    const from = `team where reseller_id = $1 and name_key like all ($2::text[]) ${archived ? '' : 'and archived_at is null'}`;
    const values = [resellerId, likePatterns(search)];
    const { rows } = await this.pool.query<{ total: number }>(`select count(*)::int as total from ${from}`, values);
    const total = rows[0]?.total ?? 0;
    const list = { columns: COLUMNS, from, values, order: ORDERS[order.by], desc: order.desc, size: PAGE_SIZE, total };
    return pageByKey<ListedTeam>(this.pool, list, after);
  }

  /** How far a reseller has come: whether it has a Team, and whether people were ever imported. */
  async beginning(resellerId: string): Promise<Beginning> {
    const { rows } = await this.pool.query<Beginning>(
      `select exists(select from team where reseller_id = $1) as "hasTeam",
         exists(select from team where reseller_id = $1 and last_import_id is not null) as "hasImported"`,
      [resellerId],
    );
    return rows[0] ?? { hasTeam: false, hasImported: false };
  }
}
