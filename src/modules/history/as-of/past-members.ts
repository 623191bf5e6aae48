import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { countFound, pageByKey, type Key, type KeyedPage } from '../../../shared/page-by-key.js';
import { likePatterns } from '../../../shared/text/index.js';

const PAGE_SIZE = 100;

/** A person who was in a Team, as they were then. */
export interface PastMember {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  /** null: added by hand */
  readonly importId: string | null;
  readonly addedBy: string;
  readonly addedAt: Date;
}

const BY_NAME: readonly Key[] = [
  { sql: 'name_key', type: 'text' },
  { sql: 'account_id', type: 'uuid' },
];

const COLUMNS = `account_id as "accountId", name, email, import_id as "importId", added_by as "addedBy", added_at as "addedAt"`;

/**
 * Who was in a Team at an instant. Read in the order of names, passing over those who came later or had left: a page reads no more than the people
 * who ever were in this one Team. The caller checks that the visitor may see the Team.
 */
@Injectable()
export class PastMembers {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * A page by name, with how many they are.
   * @param before they were in the Team just before this instant
   * @param search words that must all occur in the name of then or the address; empty: everyone
   */
  async page(teamId: string, before: Date, search: string, after: string | undefined): Promise<KeyedPage<PastMember>> {
    const from = `member_interval where team_id = $1 and since < $2 and (until is null or until >= $2) ${search === '' ? '' : 'and search like all ($3::text[])'}`;
    const values = [teamId, before, ...(search === '' ? [] : [likePatterns(search)])];
    const total = await countFound(this.pool, from, values);
    return pageByKey<PastMember>(
      this.pool,
      { columns: COLUMNS, from, values, order: BY_NAME, size: PAGE_SIZE, total },
      after,
    );
  }
}
