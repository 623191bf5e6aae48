import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../../../../config.js';
import { inTransaction } from '../../../../database/index.js';
import type { ListOrder } from '../../../../shared/list-order.js';
import { countFound, pageByKey, type Key, type KeyedPage } from '../../../../shared/page-by-key.js';
import { likePatterns } from '../../../../shared/text/index.js';
import type { LeftOutReason } from '../../../imports/index.js';

const PAGE_SIZE = 100;

export interface LeftOutPerson {
  readonly haloId: string;
  readonly name: string;
  readonly email: string | null;
  readonly site: string | null;
  readonly reason: LeftOutReason;
}

export const LEFT_OUT_ORDERS = ['name'] as const;
export type LeftOutOrder = ListOrder<(typeof LEFT_OUT_ORDERS)[number]>;

const BY_NAME: readonly Key[] = [
  { sql: 'name_key', type: 'text' },
  { sql: 'halo_id', type: 'bigint' },
];

export type LeftOutCounts = Readonly<Partial<Record<LeftOutReason, number>>>;

interface Wanted {
  /** null: all */
  readonly reason: LeftOutReason | null;
  /** words that must all occur in the name, address or site; empty: everyone */
  readonly search: string;
  readonly order: LeftOutOrder;
  readonly counts: LeftOutCounts;
}

/** The people who were left out of an import, as long as they are kept. The caller checks whose import it is. */
@Injectable()
export class LeftOutPeople {
  constructor(
    private readonly pool: pg.Pool,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** When those of an import are deleted. Later deletions may be a few seconds late, but the page does not show them any more. */
  async keptUntil(startedAt: Date): Promise<Date> {
    const { rows } = await this.pool.query<{ until: Date }>(
      'select $1::timestamptz + make_interval(months => $2) as until',
      [startedAt, this.config.keepLeftOutMonths],
    );
    return rows[0]?.until ?? startedAt;
  }

  /** How many people are named, by reason. */
  async counts(importId: string): Promise<LeftOutCounts> {
    const { rows } = await this.pool.query<{ reason: LeftOutReason; people: number }>(
      'select reason, count(*)::int as people from left_out_person where import_id = $1 group by reason',
      [importId],
    );
    return Object.fromEntries(rows.map(({ reason, people }) => [reason, people]));
  }

  /**
   * A page of 100, by name. A filter or a search reads at most the people of this import.
   * @param after cursor of another page; an invalid one gives the first page
   */
  async page(importId: string, wanted: Wanted, after: string | undefined): Promise<KeyedPage<LeftOutPerson>> {
    const { reason, search, order, counts } = wanted;
    const values: unknown[] = [importId];
    const ofReason = reason === null ? '' : `and reason = $${values.push(reason)}`;
    const found = search === '' ? '' : `and search like all ($${values.push(likePatterns(search))}::text[])`;
    const from = `left_out_person where import_id = $1 ${ofReason} ${found}`;
    const list = {
      columns: 'halo_id as "haloId", name, email, site, reason',
      ...{ from, values, order: BY_NAME, desc: order.desc, size: PAGE_SIZE },
      total: search === '' ? sumOf(counts, reason) : await countFound(this.pool, from, values),
    };
    return inTransaction(this.pool, (tx) => pageByKey<LeftOutPerson>(tx, list, after), { inOrder: true });
  }
}

export function sumOf(counts: LeftOutCounts, reason: LeftOutReason | null): number {
  return reason === null ? Object.values(counts).reduce((sum, people) => sum + people, 0) : (counts[reason] ?? 0);
}
