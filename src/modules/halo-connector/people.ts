import { folded, oneLine, readAddress } from '../../shared/text/index.js';
import { isRow, type Row } from './answers.js';
import { pageOf } from './envelope.js';
import { HaloError } from './errors.js';
import { haloId, truth, wholeNumber } from './numbers.js';
import type { HaloPerson, UsersPage } from './types.js';

const LONGEST_NAME = 200;

/**
 * A page of `/Users`, its people filtered by client again: HaloPSA gives everybody when it does not know a filter (halo-api.md, "Lists"),
 * and then the number that it announces is everybody's. A row that does not say its client is nobody's: better one missing than a
 * stranger in a Team.
 */
export function usersPage(body: unknown, clientId: number): UsersPage {
  const { rows, announced } = pageOf(body, 'users');
  const known = rows.flatMap((row) => {
    const person = isRow(row) ? toPerson(row, haloId(row['id'])) : null;
    return person && isRow(row) ? [{ person, ours: wholeNumber(row['client_id']) === clientId }] : [];
  });
  const people = known.filter(({ ours }) => ours).map(({ person }) => person);
  const ids = known.map(({ person }) => person.haloId);
  return { people, announced: people.length < known.length ? null : announced, ...counted(rows.length, ids) };
}

/**
 * The people of a distribution list, all at once. `users` and `members` name the same people, each with other fields, so the rows of one
 * id are laid over each other. A member who is known by an address alone has no id, and cannot be imported.
 */
export function listPage(list: Row): UsersPage {
  const merged = new Map<number, Row>();
  let unusable = 0;
  const add = (row: unknown, id: number | null) => {
    if (!isRow(row) || id === null) unusable += 1;
    else merged.set(id, { ...merged.get(id), ...row });
  };
  for (const row of array(list['members'])) add(row, isRow(row) ? haloId(row['user_id']) : null);
  for (const row of array(list['users'])) add(row, isRow(row) ? haloId(row['id'] ?? row['user_id']) : null);
  const people = [...merged].flatMap(([id, row]) => toPerson(row, id) ?? []);
  const announced = wholeNumber(list['users_count']);
  return {
    people,
    announced: announced !== null && announced >= 0 ? announced : null,
    ...counted(merged.size + unusable, [...merged.keys()]),
  };
}

function counted(rows: number, ids: readonly number[]): Pick<UsersPage, 'rows' | 'ids' | 'unusable'> {
  if (rows > 0 && ids.length === 0) throw new HaloError('bad-answer', { detail: 'no row has an id' });
  return { rows, ids, unusable: rows - ids.length };
}

function toPerson(row: Row, id: number | null): HaloPerson | null {
  if (id === null) return null;
  const name = nameOf(row);
  return {
    haloId: id,
    name,
    email: addressOf(row['emailaddress']) ?? addressOf(row['email']),
    siteName: oneLine(row['site_name'], LONGEST_NAME) || null,
    inactive: truth(row['inactive']),
    serviceAccount: truth(row['isserviceaccount']),
    generalUser: folded(name) === 'general user',
    agent: haloId(row['linked_agent_id']) !== null,
  };
}

function nameOf(row: Row): string {
  const name = oneLine(row['name'] ?? row['user_name'], LONGEST_NAME);
  if (name !== '') return name;
  return oneLine([row['firstname'], row['surname']].filter((part) => typeof part === 'string').join(' '), LONGEST_NAME);
}

/** As it was given, cleaned, be it good or not. @returns null: there is none */
function addressOf(value: unknown): string | null {
  return readAddress(value).shown || null;
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
