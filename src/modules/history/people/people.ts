import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { PortalFact } from '../../../facts/index.js';
import type { Position } from '../../../event-store/index.js';
import { fromCursor, toCursor } from './cursor.js';
import {
  foundByAddress,
  foundByName,
  foundByPart,
  peopleAt,
  type AddressPlace,
  type NamePlace,
  type PartPlace,
} from './found.js';
import { addressOf, isFirstPart, partsOf, wordRows, wordsOfPerson, type Findable } from './person-keys.js';
import { isShown, type Way } from './read-search.js';

const PAGE_SIZE = 50;
/** Rows that one look into the words brings, and how often it looks: once, unless nearly all of them are of a name that came already. */
const LOOK = 2 * PAGE_SIZE + 2;
const LOOKS = 10;

export type PersonFact = Extract<PortalFact, { type: 'UserImported' | 'UserRejected' | 'UserAdded' | 'UserRemoved' }>;

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

export interface PeoplePage {
  readonly entries: readonly PersonEntry[];
  /** the way that led to them, by its place among those that were given */
  readonly way: number;
  /** null: this is the first page */
  readonly at: string | null;
  /** null: this is the last page */
  readonly next: string | null;
}

type FoundPlace = NamePlace | AddressPlace | PartPlace;

interface Found {
  readonly rows: readonly FoundPlace[];
  /** behind which the next page begins */
  readonly last: FoundPlace | undefined;
}

/** What the history says about people, found by address or by name. */
@Injectable()
export class People {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * A page of 50 entries: those of one address newest first, others by address or by name.
   * @param ways the first that leads to anybody counts
   * @param after cursor of an earlier page; one that is none begins at the beginning
   */
  async page(resellerId: string, ways: readonly Way[], after: string | null): Promise<PeoplePage> {
    const from = after === null ? undefined : await this.placeOf(resellerId, ways, after);
    for (const [number, way] of ways.entries()) {
      if (from && from.way !== number) continue;
      const found = await this.find(resellerId, way, from?.place);
      if (from || found.rows.length > 0 || found.last) {
        return { ...(await this.shown(resellerId, number, found)), at: from ? after : null };
      }
    }
    return { entries: [], way: 0, at: null, next: null };
  }

  private async find(resellerId: string, way: Way, after: FoundPlace | undefined): Promise<Found> {
    if (way.by === 'name') return this.findNames(resellerId, way.words, after as NamePlace | undefined);
    if (way.by === 'part') return this.findParts(resellerId, way.key, after as PartPlace | undefined);
    const found = await foundByAddress(this.pool, resellerId, way, after as AddressPlace | undefined, PAGE_SIZE + 1);
    return cut(found);
  }

  /** Looks no further than is told above, so that the page may be short, or empty, and yet have a next one. */
  private findNames(resellerId: string, words: readonly string[], after: NamePlace | undefined): Promise<Found> {
    return this.lookThrough(after, async (last) => {
      const rows = await foundByName(this.pool, resellerId, words, last, LOOK);
      return { rows, shown: rows.filter((row) => isShown(row, words)) };
    });
  }

  private findParts(resellerId: string, key: string, after: PartPlace | undefined): Promise<Found> {
    return this.lookThrough(after, async (last) => {
      const rows = await foundByPart(this.pool, resellerId, key, last, LOOK);
      const people = await peopleAt(
        this.pool,
        rows.map(({ position }) => position),
      );
      const isFirst = ({ part, position }: PartPlace) => {
        const person = people.get(position);
        return person !== undefined && isFirstPart(part, person, key);
      };
      return { rows, shown: rows.filter(isFirst) };
    });
  }

  private async lookThrough<P extends FoundPlace>(
    after: P | undefined,
    look: (last: P | undefined) => Promise<{ readonly rows: readonly P[]; readonly shown: readonly P[] }>,
  ): Promise<Found> {
    const found: P[] = [];
    let last = after;
    for (let looks = 0; looks < LOOKS; looks++) {
      const { rows, shown } = await look(last);
      found.push(...shown);
      if (found.length > PAGE_SIZE || rows.length < LOOK) return cut(found);
      last = rows.at(-1);
    }
    return { rows: found, last };
  }

  private async shown(resellerId: string, way: number, { rows, last }: Found) {
    const positions = [...rows, ...(last ? [last] : [])].map(({ position }) => position);
    const { rows: read } = await this.pool.query<PersonEntry>(
      `select position, stream, revision, team_id as "teamId", actor_id as "actorId", recorded_at as at,
         jsonb_build_object('type', type, 'data', data || jsonb_build_object('person', person)) as fact
       from history where position = any($1::text[]) and reseller_id = $2`,
      [positions, resellerId],
    );
    const entries = new Map(read.map((entry) => [entry.position, entry]));
    const end = last && entries.get(last.position);
    return {
      ...{ way, entries: rows.flatMap(({ position }) => entries.get(position) ?? []) },
      next: end ? toCursor({ ...end, way, row: rowOf(last, end) }) : null,
    };
  }

  /** The place that a cursor names. An entry of another reseller is none. */
  private async placeOf(resellerId: string, ways: readonly Way[], after: string) {
    const cursor = fromCursor(after);
    const way = cursor && ways[cursor.way];
    if (!way) return undefined;
    const { rows } = await this.pool.query<{ position: Position; person: PersonFact['data']['person'] }>(
      'select position, person from history where stream = $1 and revision = $2 and reseller_id = $3 and person is not null',
      [cursor.stream, cursor.revision, resellerId],
    );
    const [entry] = rows;
    if (!entry) return undefined;
    const { position, person } = entry;
    const key = keyOf(way, person, cursor.row);
    return key && { way: cursor.way, place: { ...key, position } };
  }
}

function cut<Row extends FoundPlace>(found: readonly Row[]): Found {
  const rows = found.slice(0, PAGE_SIZE);
  return { rows, last: found.length > PAGE_SIZE ? rows.at(-1) : undefined };
}

function keyOf({ by }: Way, person: Findable, row: number) {
  if (by === 'name') return wordRows(wordsOfPerson(person))[row];
  const part = partsOf(person)[row];
  return by === 'address' ? { address: addressOf(person) ?? '' } : part === undefined ? undefined : { part };
}

function rowOf(place: FoundPlace, { fact }: PersonEntry): number {
  if ('part' in place) return partsOf(fact.data.person).indexOf(place.part);
  if (!('word' in place)) return 0;
  return wordRows(wordsOfPerson(fact.data.person)).findIndex(
    ({ word, rest }) => word === place.word && rest === place.rest,
  );
}
