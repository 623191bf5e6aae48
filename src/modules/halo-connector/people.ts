import { mapInSlices } from '../../shared/in-slices.js';
import { folded, oneLine, readAddress } from '../../shared/text/index.js';
import { isRow, type Row } from './answers.js';
import { pageOf } from './envelope.js';
import { HaloError } from './errors.js';
import { countOf, haloId, truth, wholeNumber } from './numbers.js';
import type { HaloPerson, UsersPage } from './types.js';

const LONGEST_NAME = 200;

/** The client whose people are asked for, or one of its sites. */
export interface UsersOf {
  readonly clientId: number;
  readonly siteId?: number;
}

/**
 * Reads a page of `/Users` and filters its people by client and site again: HaloPSA sends everyone when it does not know a filter
 * (halo-api.md, "Lists"), and its announced number then counts everyone. A row without a client is dropped: a missing person is better than
 * a stranger in a Team.
 */
export async function usersPage(body: unknown, { clientId, siteId }: UsersOf): Promise<UsersPage> {
  const { rows, announced } = pageOf(body, 'users');
  const read = await mapInSlices(rows, (row) => {
    const id = isRow(row) ? haloId(row['id']) : null;
    if (!isRow(row) || id === null) return [];
    return [{ person: toPerson(row, id), client: wholeNumber(row['client_id']), site: siteOf(row) }];
  });
  const known = read.flat();
  return {
    people: known
      .filter(({ client, site }) => client === clientId && (siteId === undefined || site === siteId))
      .map(({ person }) => person),
    announced,
    withoutClient: known.filter(({ client }) => client === null).map(({ person }) => person.haloId),
    addressesOnly: 0,
    ...counted(
      rows.length,
      known.map(({ person }) => person.haloId),
    ),
  };
}

/** `site_id` comes as a float, with `site_id_int` beside it. */
function siteOf(row: Row): number | null {
  return wholeNumber(row['site_id']) ?? wholeNumber(row['site_id_int']);
}

/**
 * All people of a distribution list at once. `users` and `members` list the same people with different fields, so rows with the same id are
 * merged. A member with only an address is not a HaloPSA user and cannot be imported.
 */
export async function listPage(list: Row): Promise<UsersPage> {
  const merged = new Map<number, Row>();
  let unusable = 0;
  let addressesOnly = 0;
  const add = (row: unknown, given: unknown) => {
    const id = haloId(given);
    if (isRow(row) && id !== null) merged.set(id, { ...merged.get(id), ...row });
    else if (isAddressOnly(row, given)) addressesOnly += 1;
    else unusable += 1;
  };
  await mapInSlices(array(list['members']), (row) => add(row, isRow(row) ? row['user_id'] : null));
  await mapInSlices(array(list['users']), (row) => add(row, isRow(row) ? (row['id'] ?? row['user_id']) : null));
  const people = await mapInSlices([...merged], ([id, row]) => toPerson(row, id));
  const page = counted(merged.size + unusable, [...merged.keys()]);
  return {
    people,
    announced: countOf(list['users_count']),
    withoutClient: [],
    addressesOnly,
    ...page,
    rows: page.rows + addressesOnly,
  };
}

/** Whether a row has an address but no id, or an id that means "none". */
function isAddressOnly(row: unknown, id: unknown): boolean {
  if (typeof row === 'string') return row.includes('@');
  const none = id === undefined || id === null || (wholeNumber(id) ?? 1) <= 0;
  return none && isRow(row) && (addressOf(row['emailaddress']) ?? addressOf(row['email'])) !== null;
}

function counted(rows: number, ids: readonly number[]): Pick<UsersPage, 'rows' | 'ids' | 'unusable'> {
  if (rows > 0 && ids.length === 0) throw new HaloError('bad-answer', { detail: 'no row has an id' });
  return { rows, ids, unusable: rows - ids.length };
}

function toPerson(row: Row, id: number): HaloPerson {
  const name = nameOf(row);
  return {
    haloId: id,
    name,
    email: addressOf(row['emailaddress']) ?? addressOf(row['email']),
    siteName: oneLine(row['site_name'], LONGEST_NAME) || null,
    inactive: truth(row['inactive']),
    serviceAccount: truth(row['isserviceaccount']),
    generalUser: folded(name) === 'general user',
    technician: haloId(row['linked_agent_id']) !== null,
    prospect: truth(row['is_prospect']),
  };
}

function nameOf(row: Row): string {
  const name = oneLine(row['name'] ?? row['user_name'], LONGEST_NAME);
  if (name !== '') return name;
  return oneLine([row['firstname'], row['surname']].filter((part) => typeof part === 'string').join(' '), LONGEST_NAME);
}

/** The address, cleaned but not validated. @returns null if there is none */
function addressOf(value: unknown): string | null {
  return readAddress(value).shown || null;
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The page after the only page of a distribution list. */
export const NO_PEOPLE: UsersPage = {
  people: [],
  announced: null,
  rows: 0,
  ids: [],
  unusable: 0,
  withoutClient: [],
  addressesOnly: 0,
};
