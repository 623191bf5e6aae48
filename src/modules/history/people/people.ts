import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { allPages } from '../../../shared/page-by-key.js';
import { toCursor } from './cursor.js';
import {
  foundByAddress,
  foundByName,
  foundByPart,
  peopleAt,
  type AddressPlace,
  type NamePlace,
  type PartPlace,
} from './found.js';
import { entriesAt, placeOf, rowOf, type FoundPlace, type PersonEntry } from './entries.js';
import { fittingAt } from './filtered-people.js';
import { isFirstPart } from './person-keys.js';
import { isShown, type Way } from './read-search.js';
import type { WantedPeople } from './wanted-people.js';

const PAGE_SIZE = 50;
/**
 * Rows that one lookup of words returns, and how many lookups there are: one, unless nearly all rows are of a name that was already found.
 */
const LOOK = 2 * PAGE_SIZE + 2;
const LOOKS = 10;

export interface PeoplePage {
  readonly entries: readonly PersonEntry[];
  /** index of the way that found them */
  readonly way: number;
  /** null for the first page */
  readonly at: string | null;
  /** null for the last page */
  readonly next: string | null;
}

interface Found {
  readonly rows: readonly FoundPlace[];
  /** the place after which the next page begins */
  readonly last: FoundPlace | undefined;
}

/** Finds people in the history, by address or by name. */
@Injectable()
export class People {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * A page of 50 entries: those of one address newest first, others by address or by name.
   * @param ways the first one with a match is used
   * @param after cursor of an earlier page; an invalid one gives the first page
   * @param wanted filters that each entry must fit: then a page has between 25 and 75 entries, or fewer if ten pages have no more that fit
   */
  async page(
    resellerId: string,
    ways: readonly Way[],
    after: string | null,
    wanted?: WantedPeople,
  ): Promise<PeoplePage> {
    let page = await this.look(resellerId, ways, after);
    if (!wanted) return page;
    const { at } = page;
    const entries: PersonEntry[] = [];
    for (let looks = 1; ; looks++) {
      const positions = page.entries.map(({ position }) => position);
      const fits = await fittingAt(this.pool, resellerId, wanted, positions);
      entries.push(...page.entries.filter(({ position }) => fits.has(position)));
      if (page.next === null || entries.length >= PAGE_SIZE / 2 || looks === LOOKS) return { ...page, entries, at };
      page = await this.look(resellerId, ways, page.next);
    }
  }

  private async look(resellerId: string, ways: readonly Way[], after: string | null): Promise<PeoplePage> {
    const from = after === null ? undefined : await placeOf(this.pool, resellerId, ways, after);
    for (const [number, way] of ways.entries()) {
      if (from && from.way !== number) continue;
      const found = await this.find(resellerId, way, from?.place);
      if (from || found.rows.length > 0 || found.last) {
        return { ...(await this.shown(resellerId, number, found)), at: from ? after : null };
      }
    }
    return { entries: [], way: 0, at: null, next: null };
  }

  /** All entries that a search finds. The pages are those of the screen: a search by name looks at so much and no more in one query. */
  all(resellerId: string, ways: readonly Way[], wanted?: WantedPeople): AsyncGenerator<readonly PersonEntry[]> {
    return allPages(async (after) => {
      const { entries: rows, at, next } = await this.page(resellerId, ways, after ?? null, wanted);
      return { rows, at, next };
    });
  }

  private async find(resellerId: string, way: Way, after: FoundPlace | undefined): Promise<Found> {
    if (way.by === 'name') return this.findNames(resellerId, way.words, after as NamePlace | undefined);
    if (way.by === 'part') return this.findParts(resellerId, way.key, after as PartPlace | undefined);
    const found = await foundByAddress(this.pool, resellerId, way, after as AddressPlace | undefined, PAGE_SIZE + 1);
    return cut(found);
  }

  /** Stops after the lookups described above, so a page can be short or empty and still have a next one. */
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
    const read = await entriesAt(this.pool, resellerId, positions);
    const entries = new Map(read.map((entry) => [entry.position, entry]));
    const end = last && entries.get(last.position);
    return {
      ...{ way, entries: rows.flatMap(({ position }) => entries.get(position) ?? []) },
      next: end ? toCursor({ ...end, way, row: rowOf(last, end) }) : null,
    };
  }
}

function cut<Row extends FoundPlace>(found: readonly Row[]): Found {
  const rows = found.slice(0, PAGE_SIZE);
  return { rows, last: found.length > PAGE_SIZE ? rows.at(-1) : undefined };
}
