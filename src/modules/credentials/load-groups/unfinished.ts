import type { GroupReference } from '../../../facts/index.js';

/** A list that the visitor has begun to tick and not imported. */
export interface UnfinishedList {
  readonly rosterId: string;
  readonly groupName: string;
  readonly ticked: number;
  readonly begunAt: Date;
}

/** What the page of groups must know of lists, which know groups: the rosters module provides it. */
export abstract class UnfinishedLists {
  /** The latest of a Team that this person began, newest first. @param group only of this one */
  abstract of(userId: string, teamId: string, group?: Pick<GroupReference, 'kind' | 'id'>): Promise<UnfinishedList[]>;
}
