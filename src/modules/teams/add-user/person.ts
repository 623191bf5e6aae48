import type { AccountPerson } from '../../../facts/index.js';
import { lengthOf, oneLine, readAddress, type AddressFault } from '../../../shared/text/index.js';

export interface PersonRefusal {
  readonly name?: 'missing' | 'too-long';
  readonly email?: AddressFault | 'already-in-this-team' | 'already-has-account';
}

const LONGEST_NAME = 200;

type Read = { readonly person: AccountPerson; readonly key: string } | { readonly refused: PersonRefusal };

/** Reads a person as typed into a form: a name of 1 to 200 characters, an address that can have an account, and its key. */
export function readPerson(typed: { readonly name: unknown; readonly email: unknown }): Read {
  const { shown, key, fault } = readAddress(typed.email);
  const person = { name: oneLine(typed.name), email: shown };
  const name = person.name === '' ? 'missing' : lengthOf(person.name) > LONGEST_NAME ? 'too-long' : undefined;
  if (key !== undefined && name === undefined) return { person, key };
  return { refused: { ...(name && { name }), ...(fault && { email: fault }) } };
}
