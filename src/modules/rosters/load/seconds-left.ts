import type { Roster } from '../roster.js';

type Loading = Pick<Roster, 'received' | 'foreignIds' | 'receivedBefore' | 'announced' | 'loadsSince' | 'reading'>;

/**
 * Estimated seconds until the list is loaded, from the pace since the last long wait. Counts people of other clients too: they are rows of
 * the list.
 * @returns null without an estimate: nothing has come yet, or the list is being read again and no row is new
 */
export function secondsLeft(list: Loading, now: Date): number | null {
  const { announced, loadsSince, reading } = list;
  const rows = list.received + list.foreignIds;
  const came = rows - list.receivedBefore;
  if (announced === null || came <= 0 || announced < rows || reading.n > 1) return null;
  return ((now.getTime() - loadsSince.getTime()) / 1_000 / came) * (announced - rows);
}
