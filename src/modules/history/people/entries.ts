import type pg from 'pg';
import type { Position } from '../../../event-store/index.js';
import type { PortalFact } from '../../../facts/index.js';
import { fromCursor } from './cursor.js';
import type { AddressPlace, NamePlace, PartPlace } from './found.js';
import { addressOf, partsOf, wordRows, wordsOfPerson, type Findable } from './person-keys.js';
import type { Way } from './read-search.js';
import type { PersonType } from './wanted-people.js';

export type PersonFact = Extract<PortalFact, { type: PersonType }>;

/** An entry of the history about a person. */
export interface PersonEntry {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly fact: PersonFact;
  readonly teamId: string;
  readonly actorId: string;
  readonly at: Date;
}

export type FoundPlace = NamePlace | AddressPlace | PartPlace;

/** Entries of the reseller's history at the given positions, unordered. */
export async function entriesAt(
  pool: pg.Pool,
  resellerId: string,
  positions: readonly Position[],
): Promise<PersonEntry[]> {
  const { rows } = await pool.query<PersonEntry>(
    `select position, stream, revision, team_id as "teamId", actor_id as "actorId", recorded_at as at,
       jsonb_build_object('type', type, 'data', data || jsonb_build_object('person', person)) as fact
     from history where position = any($1::text[]) and reseller_id = $2`,
    [positions, resellerId],
  );
  return rows;
}

/** The place that a cursor names. @returns undefined if the cursor is invalid, or names another reseller's entry */
export async function placeOf(pool: pg.Pool, resellerId: string, ways: readonly Way[], after: string) {
  const cursor = fromCursor(after);
  const way = cursor && ways[cursor.way];
  if (!way) return undefined;
  const { rows } = await pool.query<{ position: Position; person: PersonFact['data']['person'] }>(
    'select position, person from history where stream = $1 and revision = $2 and reseller_id = $3 and person is not null',
    [cursor.stream, cursor.revision, resellerId],
  );
  const [entry] = rows;
  if (!entry) return undefined;
  const { position, person } = entry;
  const key = keyOf(way, person, cursor.row);
  return key && { way: cursor.way, place: { ...key, position } };
}

function keyOf({ by }: Way, person: Findable, row: number) {
  if (by === 'name') return wordRows(wordsOfPerson(person))[row];
  const part = partsOf(person)[row];
  return by === 'address' ? { address: addressOf(person) ?? '' } : part === undefined ? undefined : { part };
}

/** The row of its words or parts by which an entry was found. */
export function rowOf(place: FoundPlace, { fact }: PersonEntry): number {
  if ('part' in place) return partsOf(fact.data.person).indexOf(place.part);
  if (!('word' in place)) return 0;
  return wordRows(wordsOfPerson(fact.data.person)).findIndex(
    ({ word, rest }) => word === place.word && rest === place.rest,
  );
}
