import type { NewEvent } from '../event-store/index.js';

/**
 * Why a person whom a removal was about stays.
 *
 * - `renamed`, `moved`, `removed` after the import that is undone
 * - `added-again` removed after the import, and the address has another account of this reseller
 * - `changed` in any other way since the import, or in any way after the removal was confirmed
 */
export type KeptReason = 'renamed' | 'moved' | 'removed' | 'added-again' | 'changed';

interface OfRemoval {
  readonly removalId: string;
  /** the import that is undone; null if members of a Team were chosen */
  readonly undoOf: string | null;
  readonly teamId: string;
}

/** How many people stay, by reason. Reasons without people are missing. */
export type KeptCounts = Partial<Readonly<Record<KeptReason, number>>>;

/**
 * A removal of many people: stream `undo-<importId>` or `removal-<id>`. Revision 0 is RemovalStarted, revision 1 its end. The removals
 * themselves are in the streams of the accounts. people = removed + kept, plus left over if it was cancelled.
 */
export type RemovalEvent =
  | NewEvent<'RemovalStarted', OfRemoval & { readonly people: number }>
  | NewEvent<'RemovalCompleted', OfRemoval & { readonly removed: number; readonly kept: KeptCounts }>
  | NewEvent<
      'RemovalCancelled',
      OfRemoval & {
        readonly removed: number;
        readonly kept: KeptCounts;
        /** people whom the cancelled removal did not come to: they stay */
        readonly leftOver: number;
      }
    >;
