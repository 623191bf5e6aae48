import type { AccountPerson } from '../../../facts/index.js';
import { lengthOf, oneLine, readAddress, type AddressFault } from '../../../shared/text/index.js';

export interface PersonRefusal {
  readonly name?: 'missing' | 'too-long';
  readonly email?: AddressFault | 'already-in-this-team' | 'already-has-account';
}

const LONGEST_NAME = 200;

type Read = { readonly person: AccountPerson; readonly key: string } | { readonly refused: PersonRefusal };

/**
 * Validates a typed person: a name of 1 to 200 characters, and an address that can have an account. @returns the person and the address's
 * key, or why it was refused
 */
export function readPerson(typed: { readonly name: unknown; readonly email: unknown }): Read {
  const { shown, key, fault } = readAddress(typed.email);
  const person = { name: oneLine(typed.name), email: shown };
  const name = person.name === '' ? 'missing' : lengthOf(person.name) > LONGEST_NAME ? 'too-long' : undefined;
  if (key !== undefined && name === undefined) return { person, key };
  return { refused: { ...(name && { name }), ...(fault && { email: fault }) } };
}
