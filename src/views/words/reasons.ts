import type { RejectionReason } from '../../facts/index.js';
import { addressFault, oneLine, readAddress } from '../../shared/text/index.js';

/*
 * Codes about people as sentences. Every switch is exhaustive, so a new code does not compile until it has a sentence. A sentence says what
 * happened and what to do next, and never names another Team or reseller.
 */

/**
 * Why a person cannot be imported, shown beside a red X.
 * @param email as stored: the problem is derived from it, so the history need not store more than the code
 */
export function blockReason(reason: RejectionReason, email: string | null): string {
  switch (reason) {
    case 'no-email':
      return 'No email address';
    case 'malformed-email':
      return addressFault(readAddress(email).fault ?? 'not-usable');
    case 'duplicate-in-list':
      return 'Same email address twice in this list';
    case 'already-in-this-team':
      return 'Already in this Team';
    case 'already-has-account':
      return 'Already has an account in BrainStation';
  }
}

/** The same for several people, whose addresses may be wrong in different ways. */
export function reasonOfSeveral(reason: RejectionReason): string {
  return reason === 'malformed-email' ? 'Email address that cannot be used' : blockReason(reason, null);
}

/** What an admin can do about it. */
export function blockAdvice(reason: RejectionReason): string {
  switch (reason) {
    case 'no-email':
      return 'Add the email address in HaloPSA, then load the list again.';
    case 'malformed-email':
      return 'Correct the email address in HaloPSA, then load the list again.';
    case 'duplicate-in-list':
      return 'Another person of this list keeps the address. Give each person an address of their own in HaloPSA.';
    case 'already-in-this-team':
      return 'Nothing to do: the account exists.';
    case 'already-has-account':
      return 'One email address has one account. Use another address, or have the other account removed first.';
  }
}

export type Outcome = 'imported' | 'rejected' | 'already-in-team' | 'left-out' | 'waiting';

/** The terms of the sum, after the number. */
export function outcomeWord(outcome: Outcome): string {
  switch (outcome) {
    case 'imported':
      return 'imported';
    case 'rejected':
      return 'rejected';
    case 'already-in-team':
      return 'already in this Team';
    case 'left-out':
      return 'left out';
    case 'waiting':
      return 'waiting';
  }
}

/** A person whose name HaloPSA left empty. */
export function personName(name: string): string {
  return oneLine(name) === '' ? 'No name' : name;
}
