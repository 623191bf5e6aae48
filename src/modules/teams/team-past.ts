import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { TeamEvent } from '../../facts/index.js';
import type { Position, RecordedEvent } from '../../event-store/index.js';
import { TeamDirectory } from './team-directory.js';

/** A change to a Team. */
export interface PastOfTeam {
  readonly position: Position;
  readonly kind: 'added' | 'renamed' | 'archived' | 'reopened';
  /** with `added` and `renamed`: the new name */
  readonly name: string | null;
  /** with `renamed` */
  readonly previousName: string | null;
  readonly actorId: string;
  readonly at: Date;
}

const KINDS: Readonly<Record<TeamEvent['type'], PastOfTeam['kind']>> = {
  TeamAdded: 'added',
  TeamRenamed: 'renamed',
  TeamArchived: 'archived',
  TeamReopened: 'reopened',
};

interface Asked {
  readonly teamId: string;
  readonly position: Position;
}

/** Part of the projection of Teams. */
export async function writePast(tx: pg.PoolClient, event: RecordedEvent & TeamEvent): Promise<void> {
  const { type, data, position, metadata, recordedAt } = event;
  const name = 'name' in data ? data.name : null;
  const previousName = 'previousName' in data ? data.previousName : null;
  await tx.query(
    `insert into team_past (team_id, position, kind, name, previous_name, actor_id, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [data.teamId, position, KINDS[type], name, previousName, metadata.actor.id, recordedAt],
  );
}

/** A Team under its name at the time of an event. */
export interface TeamThen {
  readonly id: string;
  readonly name: string;
  /** its name today, if different */
  readonly nowCalled?: string | undefined;
}

const MOST = 100;

/** The former names of Teams, and the changes to them. The caller checks that the visitor may see the Team. */
@Injectable()
export class TeamPast {
  constructor(
    private readonly pool: pg.Pool,
    private readonly teams: TeamDirectory,
  ) {}

  /** The latest 100 changes, newest first. */
  async of(teamId: string): Promise<PastOfTeam[]> {
    const { rows } = await this.pool.query<PastOfTeam>(
      `select position, kind, name, previous_name as "previousName", actor_id as "actorId", recorded_at as at
       from team_past where team_id = $1 order by position desc limit ${MOST}`,
      [teamId],
    );
    return rows;
  }

  /** A Team under its name just before an instant; undefined if it did not exist yet. */
  async teamBefore(teamId: string, instant: Date): Promise<TeamThen | undefined> {
    const { rows } = await this.pool.query<{ name: string }>(
      `select name from team_past where team_id = $1 and recorded_at < $2 and name is not null
       order by recorded_at desc, position desc limit 1`,
      [teamId, instant],
    );
    const name = rows[0]?.name;
    const now = (await this.teams.namesOf([teamId])).get(teamId);
    return name === undefined ? undefined : { id: teamId, name, nowCalled: now === name ? undefined : now };
  }

  /** Teams under their names at the time of an event, for those that were asked; 'a Team' if it is not known yet. */
  async teamsAt(asked: readonly Asked[]): Promise<(of: Asked) => TeamThen> {
    const [names, now] = await Promise.all([
      this.namesAt(asked),
      this.teams.namesOf(asked.map(({ teamId }) => teamId)),
    ]);
    const then = new Map(asked.map(({ position }, n) => [position, names[n]]));
    return ({ teamId: id, position }) => {
      const today = now.get(id);
      const name = then.get(position) ?? today ?? 'a Team';
      return { id, name, nowCalled: today === name ? undefined : today };
    };
  }

  /**
   * The names of Teams at the time of an event.
   * @returns in the order asked; undefined for a Team that is not known yet
   */
  private async namesAt(asked: readonly Asked[]): Promise<(string | undefined)[]> {
    const { rows } = await this.pool.query<{ name: string | null }>(
      `select (select name from team_past past where past.team_id = asked.team_id and past.position <= asked.position
           and name is not null order by past.position desc limit 1)
       from unnest($1::uuid[], $2::text[]) with ordinality as asked (team_id, position, n) order by n`,
      [asked.map(({ teamId }) => teamId), asked.map(({ position }) => position)],
    );
    return rows.map(({ name }) => name ?? undefined);
  }
}
