import { readOn, type HaloPerson, type Reading, type ReadOn, type UsersPage } from '../../halo-connector/index.js';
import type { LeftOutRows } from '../roster-types.js';

/** Most rows of a list, people of other clients included. A server that sends more is making the list up. */
const MOST_ROWS = 500_000;

/** Longer lists are refused: no admin can look through one, and it would fill the database. */
const MOST_PEOPLE = 200_000;

export const NONE_LEFT_OUT: LeftOutRows = { addressesOnly: 0, withoutId: 0, withoutClient: 0, strangers: 0 };

/** Known HaloPSA ids of people of this group, and of other clients, with the reading of the list in which each came last. */
export interface KnownIds {
  readonly own: Map<number, number>;
  readonly foreign: Map<number, number>;
}

export interface RosterReading {
  readonly reading: Reading;
  /** distinct ids of people of this group, and of other clients, in all readings */
  readonly received: number;
  readonly foreign_ids: number;
  readonly announced: number | null;
  readonly left_out: LeftOutRows;
}

interface SortedOut extends RosterReading {
  readonly outcome: ReadOn['outcome'] | 'too-long';
  readonly unsure: boolean;
  /** how many of the pages count: those after the page that ends the list, or restarts it, do not */
  readonly pages: number;
  /** people not in the list so far */
  readonly people: readonly HaloPerson[];
  readonly foreign: readonly number[];
  /** ids from an earlier reading that came again in this one */
  readonly again: readonly number[];
}

/** Finds the new people in the next pages of a list, and whether the list continues after them. */
export function sortOut(pages: readonly UsersPage[], from: number, before: RosterReading, known: KnownIds): SortedOut {
  const people: HaloPerson[] = [];
  const foreign: number[] = [];
  const again: number[] = [];
  let { reading, announced, left_out: leftOut } = before;
  for (const [n, page] of pages.entries()) {
    const came = meet(page, reading.n, known);
    people.push(...came.people);
    foreign.push(...came.foreign);
    again.push(...came.again);
    announced = page.rows > 0 && page.announced !== null ? page.announced : announced;
    // rows without an id cannot be told from those of an earlier reading
    if (came.newIds > 0 || page.ids.length === 0) leftOut = added(leftOut, page, came, reading.n === 1);
    const unusable = leftOut.addressesOnly + leftOut.withoutId;
    const { rows, ids } = page;
    const read = readOn(reading, {
      pageNo: from + n,
      rows,
      ids,
      newIds: came.newIds,
      unusable,
      announced: page.announced,
    });
    reading = read.reading;
    const received = before.received + people.length;
    const foreign_ids = before.foreign_ids + foreign.length;
    const outcome = received + foreign_ids > MOST_ROWS ? 'fault' : read.outcome;
    const done = { pages: n + 1, people, foreign, again, received, foreign_ids, announced, left_out: leftOut, reading };
    // These pages are dropped, so the row keeps its number of people.
    if (received > MOST_PEOPLE)
      return { ...done, outcome: 'too-long', unsure: read.unsure, people: [], received: before.received };
    if (outcome !== 'more' || n === pages.length - 1) return { outcome, unsure: read.unsure, ...done };
  }
  throw new RangeError('no pages');
}

function meet(page: UsersPage, readingNo: number, known: KnownIds) {
  const own = new Set(page.people.map(({ haloId }) => haloId));
  const unclaimed = new Set(page.withoutClient);
  const again: number[] = [];
  let newIds = 0;
  /** Whether an id is new to the list. An id from an earlier reading counts as new to this reading. */
  const isNew = (ids: Map<number, number>, id: number) => {
    const last = ids.get(id);
    if (last === readingNo) return false;
    ids.set(id, readingNo);
    newIds += 1;
    if (last !== undefined) again.push(id);
    return last === undefined;
  };
  const people = page.people.filter(({ haloId }) => isNew(known.own, haloId));
  const foreign = page.ids.filter((id) => !own.has(id) && isNew(known.foreign, id));
  return { people, foreign, again, newIds, withoutClient: foreign.filter((id) => unclaimed.has(id)).length };
}

function added(
  sum: LeftOutRows,
  page: UsersPage,
  came: { readonly foreign: readonly number[]; readonly withoutClient: number },
  first: boolean,
): LeftOutRows {
  return {
    addressesOnly: sum.addressesOnly + (first ? page.addressesOnly : 0),
    withoutId: sum.withoutId + (first ? page.unusable : 0),
    withoutClient: sum.withoutClient + came.withoutClient,
    strangers: sum.strangers + came.foreign.length - came.withoutClient,
  };
}
