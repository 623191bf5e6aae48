import { isRow, type Row } from './answers.js';
import { cleanEmail, cleanText, haloId, truth, wholeNumber } from './clean.js';
import { pageOf } from './envelope.js';
import { HaloError } from './errors.js';
import type { HaloPerson, UsersPage } from './types.js';

const LONGEST_NAME = 200;

/**
 * A page of `/Users`, its people filtered by client again: HaloPSA gives everybody when it does not know a filter (halo-api.md, "Lists").
 * A row that does not say its client is nobody's: better one missing, and missed in the count, than a stranger in a Team.
 */
export function usersPage(body: unknown, clientId: number): UsersPage {
  const { rows, announced } = pageOf(body, 'users');
  const people = rows.filter(isRow).flatMap((row) => toPerson(row, haloId(row['id'])) ?? []);
  const ours = new Set(
    rows.filter(isRow).flatMap((row) => (wholeNumber(row['client_id']) === clientId ? (haloId(row['id']) ?? []) : [])),
  );
  return {
    ...pageFacts(rows.length, people),
    people: people.filter((person) => ours.has(person.haloId)),
    announced,
  };
}

/**
 * The people of a distribution list, all at once: `users` as HaloPSA's user rows, and `members`, which name a user or only an address. The
 * latter have no id, and cannot be imported.
 */
export function listPage(list: Row): UsersPage {
  const users = array(list['users']).map((row) =>
    isRow(row) ? toPerson(row, haloId(row['id'] ?? row['user_id'])) : null,
  );
  const known = new Set(users.map((person) => person?.haloId));
  const members = array(list['members'])
    .map((row) => (isRow(row) ? toPerson(row, haloId(row['user_id'])) : null))
    .filter((person) => person === null || !known.has(person.haloId));
  const people = [...users, ...members].filter((person) => person !== null);
  const announced = wholeNumber(list['users_count']);
  return {
    ...pageFacts(users.length + members.length, people),
    people,
    announced: announced !== null && announced >= 0 ? announced : null,
  };
}

function pageFacts(rows: number, people: readonly HaloPerson[]): Pick<UsersPage, 'rows' | 'ids' | 'unusable'> {
  if (rows > 0 && people.length === 0) throw new HaloError('bad-answer', { detail: 'no row has an id' });
  return { rows, ids: people.map((person) => person.haloId), unusable: rows - people.length };
}

function toPerson(row: Row, id: number | null): HaloPerson | null {
  if (id === null) return null;
  const name = nameOf(row);
  return {
    haloId: id,
    name,
    email: cleanEmail(row['emailaddress']) ?? cleanEmail(row['email']),
    siteName: cleanText(row['site_name'], LONGEST_NAME) || null,
    inactive: truth(row['inactive']),
    serviceAccount: truth(row['isserviceaccount']),
    generalUser: name.toLowerCase() === 'general user',
    agent: haloId(row['linked_agent_id']) !== null,
  };
}

function nameOf(row: Row): string {
  const name = cleanText(row['name'] ?? row['user_name'], LONGEST_NAME);
  if (name !== '') return name;
  return cleanText(
    [row['firstname'], row['surname']].filter((part) => typeof part === 'string').join(' '),
    LONGEST_NAME,
  );
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
