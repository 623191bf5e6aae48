import type { Roster } from './roster.js';
import type { ListDoubts } from './roster-types.js';

type Read = Pick<Roster, 'announced' | 'received' | 'foreignIds' | 'leftOutRows' | 'unsure'>;

/**
 * What has to be said wherever a list is used. Fewer than HaloPSA had announced: the list is used all the same, but must not pass for the
 * whole. Rows that are left out were announced with the rest.
 */
export function doubts(list: Read): ListDoubts {
  const { received, unsure, leftOutRows: leftOut } = list;
  const own = announcedOwn(list) ?? 0;
  // without a number a list cannot be seen to change, but for ids that come twice: it may only have been cut
  const why = list.announced === null ? 'no-number' : 'changed';
  return { fewer: own > received ? { announced: own, received } : null, unsure: unsure ? why : null, leftOut };
}

/** How many people of this group HaloPSA announced, as far as the rows up to now tell. */
export function announcedOwn({ announced, foreignIds, leftOutRows }: Omit<Read, 'unsure'>): number | null {
  if (announced === null) return null;
  return Math.max(0, announced - foreignIds - leftOutRows.addressesOnly - leftOutRows.withoutId);
}
