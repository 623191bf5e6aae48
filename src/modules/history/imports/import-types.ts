import type { RejectionReason } from '../../../facts/index.js';

export type ImportStatus = 'running' | 'cancelling' | 'completed' | 'cancelled';

/** A decided person on the page of an import. */
export interface PersonRow {
  /** HaloPSA's id: a whole number, or its digits */
  readonly haloId: number | string;
  readonly name: string;
  readonly email: string | null;
  /** null: rejected, so without an account */
  readonly accountId: string | null;
  readonly outcome: 'imported' | { readonly rejected: RejectionReason };
  readonly at: Date;
}

export type PersonFilter = 'all' | 'imported' | 'rejected';

/** `with-rejections`: at least one person was rejected */
export type ImportFilter = 'all' | 'running' | 'completed' | 'cancelled' | 'with-rejections';

/** How many people were rejected for a reason. */
export interface ReasonGroup {
  readonly reason: RejectionReason;
  readonly people: number;
}

/** The most common reason first. */
export const byNumber = (reasons: Readonly<Partial<Record<RejectionReason, number>>>): ReasonGroup[] =>
  (Object.entries(reasons) as [RejectionReason, number][])
    .map(([reason, people]) => ({ reason, people }))
    .sort((a, b) => b.people - a.people);
