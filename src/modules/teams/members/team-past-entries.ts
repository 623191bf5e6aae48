import { Injectable } from '@nestjs/common';
import type { TeamHistoryEntry } from './team-history.js';
import { PortalUsers } from '../../access/index.js';
import { TeamPast } from '../team-past.js';
import { SOMEBODY } from './somebody.js';

/** What was done to a Team, with the names of who did it. */
@Injectable()
export class TeamHistory {
  constructor(
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
  ) {}

  async of(teamId: string): Promise<TeamHistoryEntry[]> {
    const rows = await this.past.of(teamId);
    const names = await this.users.namesOf(rows.map(({ actorId }) => actorId));
    return rows.map(({ actorId, ...row }) => ({ ...row, by: names.get(actorId) ?? SOMEBODY }));
  }
}
