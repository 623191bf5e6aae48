import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { likePatterns } from '../../../shared/text/index.js';
import { fromCursor, pageOf, type KeysetPage } from '../../../shared/keyset.js';

const PAGE_SIZE = 100;

export interface Member {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  /** null: added by hand */
  readonly importId: string | null;
  readonly addedBy: string;
  readonly addedAt: Date;
}

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
   * A page of a Team's people by name.
   * @param search words that must all occur in the name or the address, ignoring case and accents; empty: everyone
   * @param after cursor of an earlier page; an invalid one gives the first page
   */
  async page(teamId: string, search: string, after: string | undefined): Promise<KeysetPage<Member>> {
    const place = fromCursor(after);
    const { rows } = await this.pool.query<Member & { nameKey: string }>(
      `select ${COLUMNS}, name_key as "nameKey" from member
       where team_id = $1 and ($2::text is null or (name_key, account_id) > ($2, $3::uuid)) and search like all ($4::text[])
       order by name_key, account_id limit $5`,
      [teamId, place?.key ?? null, place?.id ?? null, likePatterns(search), PAGE_SIZE + 1],
    );
    return pageOf(rows, PAGE_SIZE, place && after, ({ nameKey, accountId }) => ({ key: nameKey, id: accountId }));
  }
}
