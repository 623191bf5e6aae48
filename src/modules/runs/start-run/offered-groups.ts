import { Injectable } from '@nestjs/common';
import { GroupSnapshots, groupValue, PastImports } from '../../credentials/index.js';
import { TeamDirectory } from '../../teams/index.js';
import { knownOf, proposePair, type Known, type NamedTeam } from './proposals.js';
import type { OfferedGroup } from './read-pairs.js';

const ANY_AGE_MS = 365 * 24 * 60 * 60_000;

export interface Offered {
  readonly loadedAt: Date;
  /** in the order of their names */
  readonly groups: ReadonlyMap<string, OfferedGroup>;
  readonly known: Known;
  readonly teams: readonly NamedTeam[];
}

/** The groups of a reseller, each with the Team that it probably goes into. */
@Injectable()
export class OfferedGroups {
  constructor(
    private readonly snapshots: GroupSnapshots,
    private readonly past: PastImports,
    private readonly directory: TeamDirectory,
  ) {}

  /** @returns undefined if no groups were loaded with the stored credentials */
  async of(resellerId: string): Promise<Offered | undefined> {
    const [snapshot, teams] = await Promise.all([
      this.snapshots.latest(resellerId, ANY_AGE_MS),
      this.directory.liveTeams(resellerId),
    ]);
    if (!snapshot) return undefined;
    const past = await this.past.lastFrom(resellerId, snapshot.groups);
    const last = new Map(past.map((one) => [groupValue(one.group), one]));
    const known = knownOf(snapshot.groups, teams);
    const groups = snapshot.groups.map((group) => {
      const value = groupValue(group);
      return { value, group, proposal: proposePair(group, last.get(value), known) };
    });
    return { loadedAt: snapshot.loadedAt, groups: new Map(groups.map((one) => [one.value, one])), known, teams };
  }
}
