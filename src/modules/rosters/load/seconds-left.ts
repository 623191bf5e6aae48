import type { Roster } from '../roster.js';

type Loading = Pick<Roster, 'received' | 'foreignIds' | 'receivedBefore' | 'announced' | 'loadsSince' | 'reading'>;

/**
 * As long as it took for the rows that came since the last long wait, for those that have not come; in seconds. People of other clients
 * are rows too.
 * @returns null while that says nothing: nothing has come, or the list is read again, where nothing is new
 */
export function secondsLeft(list: Loading, now: Date): number | null {
  const { announced, loadsSince, reading } = list;
  const rows = list.received + list.foreignIds;
  const came = rows - list.receivedBefore;
  if (announced === null || came <= 0 || announced < rows || reading.n > 1) return null;
  return ((now.getTime() - loadsSince.getTime()) / 1_000 / came) * (announced - rows);
}
