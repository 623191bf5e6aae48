import type { AccountEvent, AccountFact, AccountPerson } from '../../facts/index.js';
import type { Decider } from '../../event-store/index.js';
import { NotFound } from '../../shared/errors.js';

/** The state of an account according to its stream. For an imported person, the stream is empty until they are removed. */
export interface Account {
  readonly removedFrom: { readonly teamId: string; readonly resellerId: string } | undefined;
}

export const account: Decider<Account, AccountEvent> = {
  initial: { removedFrom: undefined },
  evolve(state, event) {
    switch (event.type) {
      case 'UserAdded':
        return state;
      case 'UserRemoved':
        return { removedFrom: { teamId: event.data.teamId, resellerId: event.metadata.resellerId } };
    }
  },
};

export const accountStream = (accountId: string) => `account-${accountId}`;

interface Removal {
  readonly accountId: string;
  readonly teamId: string;
  readonly resellerId: string;
  /** as in the Team's list; undefined when they are not (or no longer) in it */
  readonly person: AccountPerson | undefined;
}

/** Removing a person who was already removed from this Team changes nothing. A person who was never in it is not found. */
export function removeUser(state: Account, { accountId, teamId, resellerId, person }: Removal): AccountFact[] {
  const { removedFrom } = state;
  if (removedFrom?.teamId === teamId && removedFrom.resellerId === resellerId) return [];
  if (removedFrom || !person) throw new NotFound('This person');
  return [{ type: 'UserRemoved', data: { accountId, teamId, person } }];
}
