import type { Roster } from '../../rosters/index.js';

/** A list to be imported. */
export interface ListToImport {
  readonly status: Roster['status'];
  /** it was already requested as an import */
  readonly isRequested: boolean;
  /** it belongs to a run, which imports it in its turn */
  readonly isHeld?: boolean;
  /** the Team is archived or about to be; undefined before the Team's lock is held */
  readonly isTeamClosed?: boolean;
  readonly tickVersion: number;
  /** ticked people without a red X; undefined if not counted yet */
  readonly toImport?: number;
}

export type WhyNotImport = 'already' | 'held' | 'team-closed' | 'not-ready' | 'nobody-ticked' | 'ticks-changed';

/**
 * Whether a list may be imported, as far as is known. Checked for the confirmation, and again under the locks of the Team and the list. The
 * people are counted before the locks: the version of the ticks tells whether the count is still valid.
 * @param confirmed version of the ticks shown in the confirmation
 * @returns why not; undefined if it may be imported
 */
export function whyNotImport(list: ListToImport, confirmed: number): WhyNotImport | undefined {
  if (list.isRequested) return 'already';
  if (list.isHeld) return 'held';
  if (list.isTeamClosed) return 'team-closed';
  if (list.status !== 'loaded') return 'not-ready';
  if (list.toImport === 0) return 'nobody-ticked';
  return list.tickVersion === confirmed ? undefined : 'ticks-changed';
}

/** What the roster's row tells, before the Team is checked and the people are counted. */
export function listOf({ status, importRequestedAt, tickVersion }: Roster): ListToImport {
  return { status, isRequested: importRequestedAt !== null, tickVersion };
}
