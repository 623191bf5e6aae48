import type { Fact, NewEvent } from '../event-store/index.js';

export interface AccountPerson {
  readonly name: string;
  readonly email: string;
}

/** Stream `team-<id>` */
export type TeamEvent =
  | NewEvent<'TeamAdded', { readonly teamId: string; readonly name: string }>
  | NewEvent<'TeamRenamed', { readonly teamId: string; readonly name: string; readonly previousName: string }>
  | NewEvent<'TeamArchived', { readonly teamId: string }>
  | NewEvent<'TeamReopened', { readonly teamId: string }>;

/** Stream `account-<id>`. For a person who was imported it begins with UserRemoved. */
export type AccountEvent =
  | NewEvent<'UserAdded', { readonly accountId: string; readonly teamId: string; readonly person: AccountPerson }>
  | NewEvent<'UserRemoved', { readonly accountId: string; readonly teamId: string; readonly person: AccountPerson }>;

/** What the deciders state: an event before it has an id and says who did it. */
type FactOf<Event extends Fact> = Event extends Fact ? Pick<Event, 'type' | 'data'> : never;
export type TeamFact = FactOf<TeamEvent>;
export type AccountFact = FactOf<AccountEvent>;
