import type { RejectionReason } from '../../../facts/index.js';
import { whyTaken, type ClaimHolder } from '../../teams/index.js';

export type Verdict = 'imported' | RejectionReason;

/** @param holder the holder of the person's address after it was claimed for `accountId` */
export function verdictOf(holder: ClaimHolder | undefined, accountId: string, teamId: string): Verdict {
  return holder?.accountId === accountId ? 'imported' : whyTaken(holder, teamId);
}
