import type { PeopleFilter, RowOrder } from './row-query.js';
import { EMAIL, SITE, VERDICT } from '../row-keys.js';
import { hasOwnIndex } from './these.js';

const BY: Readonly<Record<RowOrder['by'], readonly [first: string, ...then: string[]]>> = {
  name: ['name_key'],
  verdict: [VERDICT, 'name_key'],
  email: [EMAIL],
  site: [SITE, 'name_key'],
};

/** The expressions that a list is sorted by, none of them ever null. The last one is the HaloPSA id. */
export const keysOf = ({ by }: RowOrder): readonly string[] => [...BY[by], 'halo_id'];

/**
 * The condition of the order's index, which every row fulfils: PostgreSQL uses a partial index only for a statement that has its condition.
 * Empty for people who have an index of their own: few of them are sorted sooner than all are read in order.
 */
export function indexOf({ by }: RowOrder, filter: PeopleFilter): string {
  return hasOwnIndex(filter) ? '' : `and ${BY[by][0]} >= ''`;
}
