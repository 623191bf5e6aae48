import type { AddressFault } from './address.js';

/** What is wrong with an email address. */
export function addressFault(fault: AddressFault): string {
  switch (fault) {
    case 'missing':
      return 'No email address';
    case 'two-ats':
      return 'Email address has more than one @';
    case 'too-long':
      return 'Email address is too long';
    case 'not-complete':
      return 'Email address is not complete';
    case 'not-usable':
      return 'Email address has a character in a place where it cannot be';
  }
}
