import type { Roster } from './roster.js';
import type { ListDoubts } from './roster-types.js';

type Read = Pick<Roster, 'announced' | 'received' | 'foreignIds' | 'leftOutRows' | 'unsure'>;

/**
 * The warnings shown wherever a list is used. If HaloPSA sent fewer people than it announced, the list can still be used, but must not pass
 * for complete. Rows that the portal left out were part of the announced number.
 */
export function doubts(list: Read): ListDoubts {
  const { received, unsure, leftOutRows: leftOut } = list;
  const own = announcedOwn(list) ?? 0;
  // without an announced number, only repeated ids show a change, and they may also mean that the list was cut short
  const why = list.announced === null ? 'no-number' : 'changed';
  return { fewer: own > received ? { announced: own, received } : null, unsure: unsure ? why : null, leftOut };
}

/** How many people of this group HaloPSA announced, judging by the rows so far. @returns null if it announced no number */
export function announcedOwn({ announced, foreignIds, leftOutRows }: Omit<Read, 'unsure'>): number | null {
  if (announced === null) return null;
  return Math.max(0, announced - foreignIds - leftOutRows.addressesOnly - leftOutRows.withoutId);
}
