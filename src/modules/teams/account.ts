import type { AccountEvent, AccountFact, AccountPerson } from '../../facts/index.js';
import type { Decider } from '../../event-store/index.js';
import { NotFound, NotPossibleNow } from '../../shared/errors.js';

/** The state of an account according to its stream. For an imported person, the stream is empty until something is done to the account. */
export interface Account {
  /** undefined: the Team that they were imported into */
  readonly teamId: string | undefined;
  /** the last name recorded here; undefined: the imported one */
  readonly name: string | undefined;
  readonly removedFrom: { readonly teamId: string; readonly resellerId: string } | undefined;
}

export const account: Decider<Account, AccountEvent> = {
  initial: { teamId: undefined, name: undefined, removedFrom: undefined },
  evolve(state, event) {
    const { teamId, person } = event.data;
    const now = { ...state, teamId, name: person.name };
    switch (event.type) {
      case 'UserAdded':
      case 'UserMoved':
      case 'UserRenamed':
        return now;
      case 'UserRemoved':
        return { ...now, removedFrom: { teamId, resellerId: event.metadata.resellerId } };
    }
  },
};

export const accountStream = (accountId: string) => `account-${accountId}`;

interface Member {
  readonly accountId: string;
  /** the Team on whose page it is done */
  readonly teamId: string;
  readonly resellerId: string;
  /** as in the Team's list; undefined when they are not (or no longer) in it */
  readonly person: AccountPerson | undefined;
}

/** Removing a person who was already removed from this Team changes nothing. A person who was never in it is not found. */
export function removeUser(state: Account, member: Member): AccountFact[] {
  const { accountId, teamId, resellerId } = member;
  const { removedFrom } = state;
  if (removedFrom?.teamId === teamId && removedFrom.resellerId === resellerId) return [];
  const person = personOf(state, member);
  return [{ type: 'UserRemoved', data: { accountId, teamId, person } }];
}

/** Moving a person to the Team that they are in changes nothing, whether or not the Team that they left still lists them. */
export function moveUser(state: Account, member: Member, toTeamId: string): AccountFact[] {
  const { accountId, teamId: fromTeamId } = member;
  const isThere =
    state.teamId === toTeamId || (member.person !== undefined && fromTeamId === toTeamId && !state.teamId);
  if (isThere && !state.removedFrom) return [];
  const person = personOf(state, member);
  return [{ type: 'UserMoved', data: { accountId, fromTeamId, teamId: toTeamId, person } }];
}

/** Giving a person the name that they have changes nothing. */
export function renameUser(state: Account, member: Member, name: string): AccountFact[] {
  const { accountId, teamId } = member;
  const person = personOf(state, member);
  if (person.name === name) return [];
  const { email, name: previousName } = person;
  return [{ type: 'UserRenamed', data: { accountId, teamId, person: { name, email, previousName } } }];
}

/**
 * The list of members may be older than the stream.
 * @throws NotFound, NotPossibleNow for a person who was moved away meanwhile
 */
function personOf({ removedFrom, teamId: now, name }: Account, { teamId, person }: Member): AccountPerson {
  if (removedFrom || !person) throw new NotFound('This person');
  if (now !== undefined && now !== teamId) {
    throw new NotPossibleNow('This person was moved to another Team in the meantime. Nothing was changed.');
  }
  return { ...person, name: name ?? person.name };
}
