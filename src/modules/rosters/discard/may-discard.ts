import type { Roster } from '../roster.js';

/** A list as its row has it, under its lock. */
export interface ListToDiscard {
  readonly status: Roster['status'];
  /** whether an import was requested from it */
  readonly isRequested: boolean;
  /** whether a run keeps it */
  readonly isHeld: boolean;
}

/** `gone`: it has expired, or was thrown away before. */
export type MayDiscard = 'yes' | 'gone' | 'imported' | 'loading' | 'in-a-run';

export function mayDiscard({ status, isRequested, isHeld }: ListToDiscard): MayDiscard {
  if (isRequested) return 'imported';
  if (isHeld) return 'in-a-run';
  if (status === 'expired') return 'gone';
  return status === 'loading' ? 'loading' : 'yes';
}
