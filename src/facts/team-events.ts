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

/**
 * Stream `account-<id>`. That of an imported person is empty until something is done to the account: UserImported is in the import's
 * stream.
 */
export type AccountEvent =
  | NewEvent<'UserAdded', { readonly accountId: string; readonly teamId: string; readonly person: AccountPerson }>
  | NewEvent<
      'UserMoved',
      {
        readonly accountId: string;
        readonly fromTeamId: string;
        /** the Team that the person is in from now on */
        readonly teamId: string;
        readonly person: AccountPerson;
      }
    >
  | NewEvent<
      'UserRenamed',
      {
        readonly accountId: string;
        readonly teamId: string;
        readonly person: AccountPerson & { readonly previousName: string };
      }
    >
  | NewEvent<
      'UserRemoved',
      {
        readonly accountId: string;
        readonly teamId: string;
        readonly person: AccountPerson;
        /** the removal of many people that this one belongs to; missing if the person was removed alone */
        readonly removalId?: string;
        /** the import that was undone */
        readonly undoOf?: string;
      }
    >;
