import type { Decider } from '../../event-store/index.js';
import { NotFound, NotPossibleNow } from '../../web/errors.js';
import type { TeamEvent, TeamFact } from './events.js';
import { lengthOf, oneLine } from './text.js';

/** What the stream of a Team says about it. */
export interface Team {
  readonly resellerId: string | undefined;
  readonly name: string;
  readonly archived: boolean;
}

export const team: Decider<Team, TeamEvent> = {
  initial: { resellerId: undefined, name: '', archived: false },
  evolve(state, event) {
    switch (event.type) {
      case 'TeamAdded':
        return { resellerId: event.metadata.resellerId, name: event.data.name, archived: false };
      case 'TeamRenamed':
        return { ...state, name: event.data.name };
      case 'TeamArchived':
        return { ...state, archived: true };
    }
  },
};

export const teamStream = (teamId: string) => `team-${teamId}`;

export type NameRefusal = 'missing' | 'too-long' | 'taken';

const LONGEST_NAME = 100;

/** Reads a Team's name as it was typed: one line of 1 to 100 characters. */
export function readTeamName(typed: unknown): { readonly name: string; readonly refused?: 'missing' | 'too-long' } {
  const name = oneLine(typed);
  if (name === '') return { name, refused: 'missing' };
  return lengthOf(name) > LONGEST_NAME ? { name, refused: 'too-long' } : { name };
}

interface Names {
  readonly teamId: string;
  readonly resellerId: string;
  readonly name: string;
}

/** The same id again is the same Team: a form that was sent twice adds one. */
export function addTeam(state: Team, { teamId, resellerId, name }: Names): TeamFact[] {
  if (state.resellerId === undefined) return [{ type: 'TeamAdded', data: { teamId, name } }];
  ownTeam(state, resellerId);
  return [];
}

export function renameTeam(state: Team, { teamId, resellerId, name }: Names): TeamFact[] {
  ownTeam(state, resellerId);
  if (state.archived) throw new NotPossibleNow('This Team is archived. It cannot be renamed.');
  if (state.name === name) return [];
  return [{ type: 'TeamRenamed', data: { teamId, name, previousName: state.name } }];
}

/** Archiving it once more changes nothing. */
export function archiveTeam(state: Team, { teamId, resellerId }: Omit<Names, 'name'>): TeamFact[] {
  ownTeam(state, resellerId);
  return state.archived ? [] : [{ type: 'TeamArchived', data: { teamId } }];
}

/**
 * For commands about a Team's people, of whom the Team's own stream knows nothing.
 * @throws NotFound when there is no such Team, NotPossibleNow when it is archived
 */
export function liveTeam(entry: { readonly archived: boolean } | undefined): void {
  if (!entry) throw new NotFound('This Team');
  if (entry.archived)
    throw new NotPossibleNow('This Team is archived. Its people can be seen, but nobody can be added or removed.');
}

function ownTeam(state: Team, resellerId: string): void {
  if (state.resellerId !== resellerId) throw new NotFound('This Team');
}
