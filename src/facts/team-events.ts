import type { NewEvent } from '../event-store/index.js';

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

/** Stream `account-<id>`. For an imported person, it begins with UserRemoved. */
export type AccountEvent =
  | NewEvent<'UserAdded', { readonly accountId: string; readonly teamId: string; readonly person: AccountPerson }>
  | NewEvent<'UserRemoved', { readonly accountId: string; readonly teamId: string; readonly person: AccountPerson }>;
