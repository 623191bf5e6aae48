import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { Visitor } from '../../shared/visitor.js';
import { NotFound } from '../../shared/errors.js';
import { archivedTeam } from './team.js';
import { TeamRow } from './team-list/team-row.js';

export interface TeamEntry {
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
  readonly members: number;
}

/** The Teams that exist, as far as they are projected. */
@Injectable()
export class TeamDirectory {
  constructor(private readonly entities: EntityManager) {}

  /** @returns undefined for another reseller's Team as well */
  async byId(resellerId: string, teamId: string): Promise<TeamEntry | undefined> {
    const row = await this.entities.fork().findOne(TeamRow, { id: teamId, resellerId });
    return row ? { id: row.id, name: row.name, archived: row.archivedAt !== null, members: row.members } : undefined;
  }

  /**
   * The Team of a page: one of the visitor's reseller, and for a client admin only their own.
   * @throws NotFound for any other
   */
  async seenBy(visitor: Visitor, teamId: string): Promise<TeamEntry> {
    const visible = visitor.role !== 'client-admin' || visitor.teamId === teamId;
    const team = visible ? await this.byId(visitor.resellerId, teamId) : undefined;
    if (!team) throw new NotFound('This Team');
    return team;
  }

  /**
   * The same, for adding or importing people.
   * @throws NotFound, NotPossibleNow for an archived Team
   */
  async liveSeenBy(visitor: Visitor, teamId: string): Promise<TeamEntry> {
    const team = await this.seenBy(visitor, teamId);
    if (team.archived) throw archivedTeam();
    return team;
  }

  /** The Teams that take people, by name. */
  async liveTeams(resellerId: string): Promise<{ id: string; name: string }[]> {
    const rows = await this.entities
      .fork()
      .find(TeamRow, { resellerId, archivedAt: null }, { fields: ['name'], orderBy: { nameKey: 'asc', id: 'asc' } });
    return rows.map(({ id, name }) => ({ id, name }));
  }

  /** Names for pages that show what was done for which Team. Unknown ids are missing from the result. */
  async namesOf(teamIds: Iterable<string>): Promise<Map<string, string>> {
    const rows = await this.entities.fork().find(TeamRow, { id: { $in: [...new Set(teamIds)] } }, { fields: ['name'] });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
