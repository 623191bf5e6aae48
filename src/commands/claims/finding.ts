import type { EmailClaim } from '../../modules/teams/index.js';

/** A change to the rows that makes them say what the log says. */
export type Mend = AccountMend | TeamMend | ImportMend;

export type AccountMend =
  | { readonly kind: 'release' | 'mark' | 'unmark'; readonly accountId: string }
  | { readonly kind: 'claim'; readonly accountId: string; readonly claim: EmailClaim };

export type TeamMend =
  | { readonly kind: 'close' | 'open' | 'forget-name'; readonly teamId: string }
  | { readonly kind: 'name'; readonly teamId: string; readonly resellerId: string; readonly name: string };

export interface ImportMend {
  readonly kind: 'end';
  readonly importId: string;
  readonly at: Date;
}

/** A difference. */
export interface Finding<M extends Mend = Mend> {
  /** names accounts and Teams by id: an address should not end up in a terminal's scrollback */
  readonly says: string;
  /** what `claims repair` does about it; empty: the operator has to */
  readonly mends: readonly M[];
}
