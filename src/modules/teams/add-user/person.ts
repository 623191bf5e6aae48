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
  const { name, fault: nameFault } = readName(typed.name);
  if (key !== undefined && nameFault === undefined) return { person: { name, email: shown }, key };
  return { refused: { ...(nameFault && { name: nameFault }), ...(fault && { email: fault }) } };
}

/** A typed name of 1 to 200 characters, as it is recorded. */
export function readName(typed: unknown): { readonly name: string; readonly fault?: 'missing' | 'too-long' } {
  const name = oneLine(typed);
  if (name === '') return { name, fault: 'missing' };
  return lengthOf(name) > LONGEST_NAME ? { name, fault: 'too-long' } : { name };
}
