import type { TeamEvent, TeamFact } from '../../facts/index.js';
import type { Decider } from '../../event-store/index.js';
import { isolated, lengthOf, oneLine } from '../../shared/text/index.js';
import { NotFound, NotPossibleNow } from '../../shared/errors.js';

/** The state of a Team according to its stream. */
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
      case 'TeamReopened':
        return { ...state, archived: false };
    }
  },
};

export const teamStream = (teamId: string) => `team-${teamId}`;

export type NameRefusal = 'missing' | 'too-long' | { readonly looksLike: string };

const LONGEST_NAME = 100;

/** Validates a typed Team name: one line of 1 to 100 characters. */
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

/** The same id gives the same Team: sending a form twice adds one. */
export function addTeam(state: Team, { teamId, resellerId, name }: Names): TeamFact[] {
  if (state.resellerId === undefined) return [{ type: 'TeamAdded', data: { teamId, name } }];
  ownTeam(state, resellerId);
  return [];
}

export function renameTeam(state: Team, { teamId, resellerId, name }: Names): TeamFact[] {
  ownTeam(state, resellerId);
  if (state.archived) throw new NotPossibleNow('This Team is archived. Reopen it before you rename it.');
  if (state.name === name) return [];
  return [{ type: 'TeamRenamed', data: { teamId, name, previousName: state.name } }];
}

/** The state of a Team as read under its lock. */
interface Door {
  readonly closed: boolean;
  readonly importRuns: boolean;
}

/** Archiving an archived Team changes nothing. */
export function archiveTeam(teamId: string, { closed, importRuns }: Door): TeamFact[] {
  if (closed) return [];
  if (importRuns) {
    throw new NotPossibleNow(
      'People are being imported into this Team. Wait until the import has ended, or cancel it, then archive the Team.',
    );
  }
  return [{ type: 'TeamArchived', data: { teamId } }];
}

/**
 * Reopening a Team that is not archived changes nothing.
 * @param namesake the current name of another live Team that looks the same
 */
export function reopenTeam(
  teamId: string,
  { closed, namesake }: { closed: boolean; namesake: string | undefined },
): TeamFact[] {
  if (!closed) return [];
  if (namesake !== undefined) {
    throw new NotPossibleNow(
      `Another Team has this name now: “${isolated(namesake)}”. Rename the other Team, then reopen this one.`,
    );
  }
  return [{ type: 'TeamReopened', data: { teamId } }];
}

export const archivedTeam = () =>
  new NotPossibleNow('This Team is archived. Reopen it before you add or import people.');

/** @throws NotFound when the Team does not exist, or belongs to another reseller */
export function ownTeam(state: Team, resellerId: string): void {
  if (state.resellerId !== resellerId) throw new NotFound('This Team');
}
