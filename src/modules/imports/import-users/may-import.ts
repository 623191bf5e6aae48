import type { Roster } from '../../rosters/index.js';

/** A list that is to become an import. */
export interface ListToImport {
  readonly status: Roster['status'];
  /** it is an import already */
  readonly isRequested: boolean;
  /** the Team is archived, or is about to be; left out: not known before the Team's lock is held */
  readonly isTeamClosed?: boolean;
  readonly tickVersion: number;
  /** ticked people without a red X; left out: not counted yet */
  readonly toImport?: number;
}

export type WhyNotImport = 'already' | 'team-closed' | 'not-ready' | 'nobody-ticked' | 'ticks-changed';

/**
 * Whether a list may be imported, as far as is known. Asked for the confirmation, and again under the locks of the Team and of the list. The
 * people are counted before the locks: the version of the ticks tells whether the count is still right.
 * @param confirmed the version of the ticks that the confirmation was shown with
 * @returns undefined when it may
 */
export function whyNotImport(list: ListToImport, confirmed: number): WhyNotImport | undefined {
  if (list.isRequested) return 'already';
  if (list.isTeamClosed) return 'team-closed';
  if (list.status !== 'loaded') return 'not-ready';
  if (list.toImport === 0) return 'nobody-ticked';
  return list.tickVersion === confirmed ? undefined : 'ticks-changed';
}

/** What a list says of itself, before the Team is looked at and the people are counted. */
export function listOf({ status, importRequestedAt, tickVersion }: Roster): ListToImport {
  return { status, isRequested: importRequestedAt !== null, tickVersion };
}
