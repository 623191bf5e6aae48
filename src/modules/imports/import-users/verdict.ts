import type { RejectionReason } from '../../../facts/index.js';
import type { ClaimHolder } from '../../teams/index.js';

export type Verdict = 'imported' | RejectionReason;

/** @param holder the holder of the person's address after it was claimed for `accountId` */
export function verdictOf(holder: ClaimHolder | undefined, accountId: string, teamId: string): Verdict {
  if (holder?.accountId === accountId) return 'imported';
  return holder?.teamId === teamId ? 'already-in-this-team' : 'already-has-account';
}
