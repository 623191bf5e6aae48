import { Injectable } from '@nestjs/common';
import type { ImportFacts } from './import-types.js';
import { PortalUsers } from '../../access/index.js';
import { TeamDirectory, TeamPast } from '../../teams/index.js';
import type { ImportSummary } from './import-list.js';

/** Puts names to the ids of an import: of the Team, and of whoever pressed Import. */
@Injectable()
export class ImportFactsReader {
  constructor(
    private readonly teams: TeamDirectory,
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
  ) {}

  async of(imports: readonly ImportSummary[]): Promise<ImportFacts[]> {
    const [teams, users] = await Promise.all([
      this.past.teamsAt(imports),
      this.users.namesOf(imports.map(({ actorId }) => actorId)),
    ]);
    return imports.map((row, n) => ({
      id: row.importId,
      team: teams[n] ?? { id: row.teamId, name: '' },
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
    }));
  }

  /** A Team to filter by, by name; without those that are not the reseller's or not known yet. */
  async teamsOf(
    resellerId: string,
    recent: readonly string[],
    chosen: string | null,
  ): Promise<{ id: string; name: string }[]> {
    const [names, more] = await Promise.all([
      this.teams.namesOf(recent),
      chosen && !recent.includes(chosen) ? this.teams.byId(resellerId, chosen) : undefined,
    ]);
    if (more) names.set(more.id, more.name);
    return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }
}

/**
 * A guess from the pace up to now, in seconds; null before there is one.
 * @param at the present moment
 */
export function secondsLeft({ startedAt, imported, rejected, waiting }: ImportSummary, at: Date): number | null {
  const decided = imported + rejected;
  if (decided === 0) return null;
  return Math.max(0, ((at.getTime() - startedAt.getTime()) / 1_000 / decided) * waiting);
}
