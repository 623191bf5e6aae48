import { Injectable } from '@nestjs/common';
import { PortalUsers } from '../../access/index.js';
import { TeamPast, type TeamThen } from '../../teams/index.js';
import { sentenceOf } from '../sentence.js';
import type { PersonEntry } from './entries.js';
import { KINDS, type PersonKind } from './wanted-people.js';

/** An entry of the history about a person. */
export interface FoundEntry {
  readonly key: string;
  /** what happened, as a sentence; names in it are marked by `isolated` */
  readonly what: string;
  readonly kind: PersonKind;
  readonly name: string;
  readonly email: string | null;
  readonly team: TeamThen;
  readonly at: Date;
  /** name of the person who did it */
  readonly by: string;
  readonly accountId: string | undefined;
  /** null: added by hand */
  readonly importId: string | null;
}

/** Adds names to entries: of Teams at the time, and of those who acted. */
@Injectable()
export class PeopleRows {
  constructor(
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
  ) {}

  async of(entries: readonly Omit<PersonEntry, 'stream' | 'revision'>[]): Promise<FoundEntry[]> {
    const moves = entries.flatMap(({ fact, position }) =>
      fact.type === 'UserMoved' ? [{ teamId: fact.data.fromTeamId, position }] : [],
    );
    const [teamOf, before, users] = await Promise.all([
      this.past.teamsAt(entries),
      this.past.teamsAt(moves),
      this.users.namesOf(entries.map(({ actorId }) => actorId)),
    ]);
    return entries.map(({ position, fact, teamId, actorId, at }) => ({
      key: position,
      what: sentenceOf(
        fact,
        fact.type === 'UserMoved' ? { from: before({ teamId: fact.data.fromTeamId, position }).name } : {},
      ),
      kind: KINDS[fact.type],
      name: fact.data.person.name,
      email: fact.data.person.email,
      team: teamOf({ teamId, position }),
      at,
      by: users(actorId),
      accountId: 'accountId' in fact.data ? fact.data.accountId : undefined,
      importId: 'importId' in fact.data ? fact.data.importId : null,
    }));
  }
}
