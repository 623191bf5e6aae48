import type { AccountPerson, KeptReason } from '../../facts/index.js';
import type { EventMetadata } from '../../event-store/index.js';

/** The people whom a removal is about: all whom an import brought in, or members of a Team. */
export type Selection =
  | {
      readonly kind: 'import';
      readonly importId: string;
      readonly teamId: string;
      /** how many people it brought in, according to its end */
      readonly people: number;
    }
  | {
      readonly kind: 'members';
      readonly teamId: string;
      /** the search; '': everyone of the source */
      readonly q: string;
      /** id of an import, or `by-hand`; null: every source */
      readonly source: string | null;
    };

/** A requested removal. That of an import's people has the import's id, so that an import is undone at most once. */
export interface Removal {
  readonly id: string;
  readonly resellerId: string;
  readonly teamId: string;
  readonly undoOf: string | null;
  readonly metadata: EventMetadata;
  readonly requestedAt: Date;
  readonly cancelRequestedAt: Date | null;
  readonly endedAt: Date | null;
  /** how many people it is about */
  readonly people: number;
}

/** A person of a removal who is to be removed, as frozen when it was confirmed. */
export interface RemovalItem {
  readonly n: number;
  readonly accountId: string;
  /** of account-<id>: the removal is appended after this one and no other */
  readonly revision: number;
  readonly person: AccountPerson;
}

/** `done`: removed by this removal; otherwise why the person stays. */
export type ItemOutcome = 'done' | KeptReason;

/** people = removed + kept + waiting */
export interface RemovalSum {
  readonly people: number;
  readonly removed: number;
  readonly kept: Readonly<Partial<Record<KeptReason, number>>>;
  readonly waiting: number;
}

/** A person of a removal on a page. */
export interface RemovalPerson {
  readonly n: number;
  readonly accountId: string;
  /** null: erased */
  readonly person: AccountPerson | null;
  /** null: not decided yet, or left over after a cancel */
  readonly outcome: ItemOutcome | null;
}

export const keptPeople = ({ kept }: Pick<RemovalSum, 'kept'>): number =>
  Object.values(kept).reduce((sum, each) => sum + each, 0);
