import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { PortalUsers } from '../../access/index.js';
import { TeamPast, type TeamThen } from '../../teams/index.js';
import { sentenceOf } from '../sentence.js';
import { groupNames } from './group-names.js';
import type { TimelineEntry, TimelineFact } from './entry-pages.js';

/** An entry as the pages show it. */
export interface TimelineRow {
  readonly key: string;
  readonly type: TimelineFact['type'];
  /** what happened, as a sentence; names in it are marked by `isolated` */
  readonly what: string;
  readonly team: TeamThen;
  readonly at: Date;
  /** name of the person who did it */
  readonly by: string;
  /** the person's account, if they have one */
  readonly accountId: string | undefined;
  /** the import that it is part of; the name of its HaloPSA group, if its start is known */
  readonly import: { readonly id: string; readonly group: string | undefined } | undefined;
  /** the removal of many people that it is part of; the import that was undone by it */
  readonly removal:
    { readonly id: string; readonly undoOf: string | undefined; readonly group: string | undefined } | undefined;
}

/** Adds names to entries: of Teams at the time, of HaloPSA groups, and of those who acted. */
@Injectable()
export class TimelineRows {
  constructor(
    private readonly pool: pg.Pool,
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
  ) {}

  /** @param seenFrom the Team whose timeline it is; undefined for that of a person */
  async of(
    resellerId: string,
    entries: readonly Omit<TimelineEntry, 'stream' | 'revision'>[],
    seenFrom?: string,
  ): Promise<TimelineRow[]> {
    const left = entries.flatMap(({ fact, position }) =>
      fact.type === 'UserMoved' ? [{ teamId: fact.data.fromTeamId, position }] : [],
    );
    const [teamOf, teamLeft, users, groups] = await Promise.all([
      this.past.teamsAt(entries),
      this.past.teamsAt(left),
      this.users.namesOf(entries.map(({ actorId }) => actorId)),
      groupNames(
        this.pool,
        resellerId,
        entries.flatMap(({ fact }) => importsOf(fact)),
      ),
    ]);
    return entries.map(({ position, fact, teamId, actorId, at }) => {
      const team = teamOf({ teamId, position });
      const moved = fact.type === 'UserMoved' ? fact.data.fromTeamId : undefined;
      const teams = moved !== undefined && {
        from: moved === seenFrom ? undefined : teamLeft({ teamId: moved, position }).name,
        to: teamId === seenFrom ? undefined : team.name,
      };
      return {
        ...{ key: position, type: fact.type, team, at, by: users(actorId) },
        what: sentenceOf(fact, teams || {}),
        accountId: 'accountId' in fact.data ? fact.data.accountId : undefined,
        ...partOf(fact, groups),
      };
    });
  }
}

/** The ids of the import that an entry is about: its own, or the one that was undone. */
function importsOf({ data }: TimelineFact): string[] {
  if ('importId' in data) return [data.importId];
  return 'undoOf' in data && data.undoOf != null ? [data.undoOf] : [];
}

function partOf(fact: TimelineFact, groups: ReadonlyMap<string, string>): Pick<TimelineRow, 'import' | 'removal'> {
  const [id] = importsOf(fact);
  const group = id === undefined ? undefined : groups.get(id);
  const { data } = fact;
  const removalId = 'removalId' in data ? data.removalId : undefined;
  return {
    import: 'importId' in data ? { id: data.importId, group } : undefined,
    removal: removalId === undefined ? undefined : { id: removalId, undoOf: id, group },
  };
}
