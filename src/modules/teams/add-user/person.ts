import { emailKey } from '../claims/email-key.js';
import type { AccountPerson } from '../events.js';
import { lengthOf, oneLine } from '../text.js';

export interface PersonRefusal {
  readonly name?: 'missing' | 'too-long';
  readonly email?: 'missing' | 'malformed-email' | 'already-in-this-team' | 'already-has-account';
}

const LONGEST_NAME = 200;

type Read = { readonly person: AccountPerson; readonly key: string } | { readonly refused: PersonRefusal };

/** Reads a person as typed into a form: a name of 1 to 200 characters, an address that can have an account, and its key. */
export function readPerson(typed: { readonly name: unknown; readonly email: unknown }): Read {
  const person = { name: oneLine(typed.name), email: oneLine(typed.email) };
  const key = emailKey(person.email);
  const name = person.name === '' ? 'missing' : lengthOf(person.name) > LONGEST_NAME ? 'too-long' : undefined;
  if (key !== undefined && name === undefined) return { person, key };
  const email = person.email === '' ? 'missing' : 'malformed-email';
  return { refused: { ...(name && { name }), ...(key === undefined && { email }) } };
}
