import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import type { ImportEvent, ImportPerson, RejectionReason } from '../../../facts/index.js';
import type { ListOrder } from '../../../shared/list-order.js';
import { allPages, countFound, pageByKey, type Key, type KeyedPage } from '../../../shared/page-by-key.js';
import { likePatterns } from '../../../shared/text/index.js';
import { importStream } from '../../imports/index.js';

const PAGE_SIZE = 100;
/** Rows of a part of a list that is read to its end. */
const PART = 1_000;

export type DecidedAs = 'imported' | 'rejected';

/** `when`: as they were decided, by HaloPSA id */
export const PEOPLE_ORDERS = ['when', 'name'] as const;
export type PeopleOrder = ListOrder<(typeof PEOPLE_ORDERS)[number]>;

const BY_REVISION: Key = { sql: 'revision', type: 'bigint' };
const ORDERS: Readonly<Record<PeopleOrder['by'], readonly Key[]>> = {
  when: [BY_REVISION],
  name: [{ sql: 'name_key', type: 'text' }, BY_REVISION],
};

/** Literals, because an index of the rejected names the condition. */
const WITH: Readonly<Record<DecidedAs, string>> = { imported: 'and not rejected', rejected: 'and rejected' };

/** A person of an import and the decision, according to the history. */
export interface DecidedPerson {
  readonly revision: number;
  readonly haloId: number;
  /** null if rejected */
  readonly accountId: string | null;
  /** null if the history does not know the person any more */
  readonly person: ImportPerson | null;
  /** why the person was rejected; null if imported */
  readonly reason: RejectionReason | null;
  readonly at: Date;
}

export interface WantedPeople {
  /** null: all people */
  readonly outcome: DecidedAs | null;
  /** words that must all occur in the name, address or site; empty: everyone */
  readonly search: string;
  readonly order: PeopleOrder;
  /** how many people have the outcome */
  readonly total: number;
}

const COLUMNS = `revision, (data->>'haloId')::bigint::float8 as "haloId", account_id as "accountId", person, data->>'reason' as reason, recorded_at as at`;

/** The people decided in an import. The caller checks whose import it is. */
@Injectable()
export class ImportPeople {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * A page of 100. A search reads at most the people of this import.
   * @param after cursor of another page; an invalid one gives the first page
   */
  async page(
    importId: string,
    { outcome, search, order, total }: WantedPeople,
    after: string | undefined,
    size = PAGE_SIZE,
  ): Promise<KeyedPage<DecidedPerson>> {
    const values: unknown[] = [importId];
    const found = search === '' ? '' : `and search like all ($${values.push(likePatterns(search))}::text[])`;
    const from = `decided_person where import_id = $1 ${outcome ? WITH[outcome] : ''} ${found}`;
    const list = { columns: 'position', from, values, order: ORDERS[order.by], desc: order.desc, size };
    const counted = search === '' ? total : await countFound(this.pool, from, values);
    const read = (tx: pg.PoolClient) => pageByKey<{ position: string }>(tx, { ...list, total: counted }, after);
    const page = await inTransaction(this.pool, read, { inOrder: true });
    return { ...page, rows: await this.at(page.rows.map(({ position }) => position)) };
  }

  /** All pages of a list, in parts of a thousand. Each part is read in a transaction of its own. */
  async *all(importId: string, wanted: WantedPeople): AsyncGenerator<readonly DecidedPerson[]> {
    yield* allPages((after) => this.page(importId, wanted, after, PART));
  }

  /** All of them by HaloPSA id, at most `most`, in parts of a thousand. Each part is a query of its own. */
  async *every(importId: string, outcome: DecidedAs | null, most: number): AsyncGenerator<readonly DecidedPerson[]> {
    for (let after = 0, left = most; left > 0;) {
      const rows = await this.read(importId, outcome, after, Math.min(left, PART));
      if (rows.length > 0) yield rows;
      left = rows.length < PART ? 0 : left - rows.length;
      after = rows.at(-1)?.revision ?? after;
    }
  }

  /** In the order of the positions, without those that the history does not have yet. */
  private async at(positions: readonly string[]): Promise<DecidedPerson[]> {
    const { rows } = await this.pool.query<DecidedPerson & { readonly position: string }>(
      `select position, ${COLUMNS} from history where position = any($1::text[])`,
      [positions],
    );
    const known = new Map(rows.map(({ position, ...row }) => [position, row]));
    return positions.flatMap((position) => known.get(position) ?? []);
  }

  /** Reads each type separately, in index order, and at most one part of it: rows of other types are never scanned. */
  private async read(importId: string, outcome: DecidedAs | null, after: number, limit: number) {
    const { rows } = await this.pool.query<DecidedPerson>(
      `with found as (
         select revision, person, data, account_id, recorded_at from unnest($2::text[]) as wanted (decided), lateral (
           select * from history where stream = $1 and type = wanted.decided and revision > $3 order by revision limit $4) as entry)
       select ${COLUMNS} from found order by revision limit $4`,
      [importStream(importId), typesOf(outcome), after, limit],
    );
    return rows;
  }
}

const TYPES: Readonly<Record<DecidedAs, ImportEvent['type']>> = { imported: 'UserImported', rejected: 'UserRejected' };
const typesOf = (outcome: DecidedAs | null) => (outcome ? [TYPES[outcome]] : Object.values(TYPES));
