import { Injectable } from '@nestjs/common';
import { PortalUsers } from '../../access/index.js';
import { TeamDirectory, TeamPast, type TeamThen } from '../../teams/index.js';
import type { Sum } from '../../../views/types.js';
import type { ImportSummary } from './import-list.js';
import type { ImportStatus } from './import-types.js';

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
    }));
  }

  /** The Teams to filter by, sorted by name, without those of other resellers or not known yet. */
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
 * Estimated seconds until the import ends, from the pace so far; null before there is one.
 * @param at the current time
 */
export function secondsLeft({ startedAt, imported, rejected, waiting }: ImportSummary, at: Date): number | null {
  const decided = imported + rejected;
  if (decided === 0) return null;
  return Math.max(0, ((at.getTime() - startedAt.getTime()) / 1_000 / decided) * waiting);
}
