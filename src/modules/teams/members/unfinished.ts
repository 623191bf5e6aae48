import type { GroupReference } from '../../../facts/index.js';

/** A list that the visitor has begun to tick but not imported. */
export interface UnfinishedList {
  readonly rosterId: string;
  readonly groupName: string;
  readonly ticked: number;
  readonly begunAt: Date;
}

/** What the pages of a Team need to know about lists. Lists depend on Teams, so the rosters module provides the implementation. */
export abstract class UnfinishedLists {
  /** This person's latest lists for a Team, newest first. @param group restricts them to this group */
  abstract of(userId: string, teamId: string, group?: Pick<GroupReference, 'kind' | 'id'>): Promise<UnfinishedList[]>;
}
