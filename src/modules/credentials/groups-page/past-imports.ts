import type { GroupKey, GroupReference } from '../../../facts/index.js';

/** An import that brought at least one person. */
export interface PastImport {
  readonly importId: string;
  readonly teamId: string;
  readonly group: GroupReference;
  readonly at: Date;
}

/** What choosing and confirming need to know about earlier imports. History depends on both, so it provides the implementation. */
export abstract class PastImports {
  /** The last import from each of these groups, into any Team of the reseller. Groups that were never imported are missing. */
  abstract lastFrom(resellerId: string, groups: readonly GroupKey[]): Promise<PastImport[]>;
  /** The last import into a Team. For a site, the group has its client, as soon as the history shows the import. */
  abstract lastInto(teamId: string): Promise<PastImport | undefined>;
  /** Whether people of this group were ever imported into this Team. */
  abstract cameInto(resellerId: string, teamId: string, group: GroupKey): Promise<boolean>;
}
