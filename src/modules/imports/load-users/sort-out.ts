import { pageOutcome, type HaloPerson, type UsersPage } from '../../halo-connector/index.js';

/** A list that goes on beyond this, strangers counted, is none: HaloPSA, or what stands in its place, makes it up as it goes. */
const MOST_PEOPLE = 500_000;

/** HaloPSA's ids of people of this group, and of others, whom it sends where it ignores the filter. `sortOut` adds what is new. */
export interface KnownIds {
  readonly own: Set<number>;
  readonly foreign: Set<number>;
}

export interface SortedOut {
  readonly outcome: ReturnType<typeof pageOutcome>;
  /** how many of the pages count: those behind the one that ends the list do not */
  readonly pages: number;
  readonly people: readonly HaloPerson[];
  readonly foreign: readonly number[];
  readonly announced: number | null;
}

/** Who is new in the next pages of a list, and whether it goes on behind them. */
export function sortOut(
  pages: readonly UsersPage[],
  before: { readonly received: number; readonly foreign_ids: number; readonly announced: number | null },
  known: KnownIds,
): SortedOut {
  const people: HaloPerson[] = [];
  const foreign: number[] = [];
  let { announced } = before;
  for (const [n, page] of pages.entries()) {
    const newPeople = page.people.filter(({ haloId }) => isNew(known.own, haloId));
    const own = new Set(page.people.map(({ haloId }) => haloId));
    const newOthers = page.ids.filter((id) => !own.has(id) && isNew(known.foreign, id));
    people.push(...newPeople);
    foreign.push(...newOthers);
    announced = page.rows > 0 && page.announced !== null ? page.announced : announced;
    const distinctSoFar = before.received + before.foreign_ids + people.length + foreign.length;
    const newIds = newPeople.length + newOthers.length;
    const outcome = pageOutcome({ rowsInPage: page.rows, newIds, distinctSoFar, announced });
    const done = { pages: n + 1, people, foreign, announced };
    if (distinctSoFar > MOST_PEOPLE) return { outcome: 'fault', ...done };
    if (outcome !== 'more') return { outcome, ...done };
  }
  return { outcome: 'more', pages: pages.length, people, foreign, announced };
}

function isNew(known: Set<number>, id: number): boolean {
  const { size } = known;
  return known.add(id).size > size;
}
