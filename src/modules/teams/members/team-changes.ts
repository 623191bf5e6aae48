import { Injectable } from '@nestjs/common';
import { PortalUsers } from '../../access/index.js';
import { TeamPast, type PastOfTeam } from '../team-past.js';

export interface TeamChange extends Omit<PastOfTeam, 'actorId'> {
  /** name of the person who did it */
  readonly by: string;
}

/** The changes to a Team, with the names of the people who made them. */
@Injectable()
export class TeamChanges {
  constructor(
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
  ) {}

  async of(teamId: string): Promise<TeamChange[]> {
    const rows = await this.past.of(teamId);
    const names = await this.users.namesOf(rows.map(({ actorId }) => actorId));
    return rows.map(({ actorId, ...row }) => ({ ...row, by: names(actorId) }));
  }
}
