import { Injectable } from '@nestjs/common';
import { PortalUsers } from '../../access/index.js';
import { TeamDirectory, TeamPast, type TeamThen } from '../../teams/index.js';
import type { Sum, TeamRef } from '../../../views/types.js';
import type { ImportSummary, RecentChoices } from './import-list.js';
import { byNumber, type ImportStatus, type ReasonGroup } from './import-types.js';

/** An import as the pages show it. */
export interface ImportEntry {
  readonly id: string;
  readonly team: TeamThen;
  /** name of the HaloPSA group */
  readonly group: string;
  /** name of the person who pressed Import */
  readonly by: string;
  readonly startedAt: Date;
  /** null while it is running */
  readonly endedAt: Date | null;
  readonly status: ImportStatus;
  readonly sum: Sum;
  /** why people were rejected, the most common reason first */
  readonly reasons: readonly ReasonGroup[];
}

/** Adds names to the ids of an import: of the Team, and of the person who pressed Import. */
@Injectable()
export class ImportEntries {
  constructor(
    private readonly teams: TeamDirectory,
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
  ) {}

  async of(imports: readonly ImportSummary[]): Promise<ImportEntry[]> {
    const [teamOf, users] = await Promise.all([
      this.past.teamsAt(imports),
      this.users.namesOf(imports.map(({ actorId }) => actorId)),
    ]);
    return imports.map((row) => ({
      id: row.importId,
      team: teamOf(row),
      group: row.groupName,
      by: users(row.actorId),
      startedAt: row.startedAt,
      endedAt: row.endedAt,
      status: row.status,
      sum: {
        listed: row.listed,
        imported: row.imported,
        rejected: row.rejected,
        alreadyInTeam: row.alreadyInThisTeam,
        leftOut: row.leftOut,
        waiting: row.waiting,
      },
      reasons: byNumber(row.rejectedByReason),
    }));
  }

  /**
   * What can be selected in the filter, by name: what recent imports have, and what is selected already.
   * @param selected ids of a Team and of a person; those of another reseller are not offered
   */
  async choices(resellerId: string, recent: RecentChoices, selected: SelectedChoices): Promise<FilterChoices> {
    const { team, by, group, groupName } = selected;
    const [names, chosen, users] = await Promise.all([
      this.teams.namesOf(recent.teams),
      team && !recent.teams.includes(team) ? this.teams.byId(resellerId, team) : undefined,
      this.users.namesOf([...recent.actors]),
    ]);
    if (chosen) names.set(chosen.id, chosen.name);
    const groups = new Map(recent.groups);
    if (group && groupName) groups.set(group, groupName);
    const actors = new Map(recent.actors.map((id) => [id, users(id)]));
    if (by && !actors.has(by)) actors.set(by, 'Someone without a recent import');
    return { teams: byName(names), actors: byName(actors), groups: byName(groups) };
  }
}

interface SelectedChoices {
  readonly team?: string | undefined;
  readonly by?: string | undefined;
  readonly group?: string | undefined;
  /** undefined if no import of the reseller was of it */
  readonly groupName?: string | undefined;
}

export interface FilterChoices {
  readonly teams: readonly TeamRef[];
  readonly actors: readonly TeamRef[];
  readonly groups: readonly TeamRef[];
}

function byName(names: ReadonlyMap<string, string>): TeamRef[] {
  return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/**
 * Estimated seconds until the import ends, from the pace so far; null before there is one.
 * @param at the current time
 */
export function secondsLeft({ startedAt, imported, rejected, waiting }: ImportSummary, at: Date): number | null {
  const decided = imported + rejected;
  if (decided === 0) return null;
  return Math.max(0, ((at.getTime() - startedAt.getTime()) / 1_000 / decided) * waiting);
}
