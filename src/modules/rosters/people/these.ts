import type pg from 'pg';
import { likePatterns } from '../../../shared/text/index.js';
import { FACETS, FREE } from '../facets.js';
import { atSite } from '../row-keys.js';
import { SELECTABLE } from '../red-x.js';
import { isKind, REASONS, type RosterCounts, type RosterShow, type These } from '../roster-types.js';
import { SINCE } from '../reload/reload-types.js';
import type { PeopleFilter } from './row-query.js';

const SHOWN: Readonly<Record<RosterShow, string>> = {
  all: 'true',
  importable: FREE,
  blocked: `not (${FREE})`,
  ticked: `ticked and ${FREE}`,
  usual: SELECTABLE,
  ...FACETS,
};

/** Whom "Select these" ticks of a filter: who asks for inactive people means them. */
export const takenBy = ({ show }: PeopleFilter) => (isKind(show) ? FREE : SELECTABLE);

/**
 * The people of a filter. The rows of a page, the numbers on its buttons and the statements that tick all use this one.
 * @returns a condition on `roster_person`, and the values that it takes from `$2` on
 */
export function shownBy({ show, q, site }: PeopleFilter): readonly [string, readonly unknown[]] {
  const where = `${SHOWN[show]} and search like all ($2::text[])`;
  return site === '' ? [where, [likePatterns(q)]] : [`${where} and ${atSite('$3')}`, [likePatterns(q), site]];
}

/** From the counts stored with the roster; undefined where the list must be searched. */
export function theseOf(counts: RosterCounts, { show, q, site }: PeopleFilter): These | undefined {
  if (q !== '' || site !== '') return undefined;
  const { listed, importable, selectAll, blocked, ticked, facets } = counts;
  const none = { selectable: 0, leftOut: 0, ticked: 0 };
  if (show === 'blocked') return { ...none, shown: blocked };
  // Those who are ticked already are not offered again.
  if (show === 'ticked') return { ...none, shown: ticked, ticked };
  if (show === 'all' || show === 'importable') {
    const shown = show === 'all' ? listed : importable;
    return { shown, selectable: selectAll, leftOut: importable - selectAll, ticked };
  }
  if (show === 'usual') {
    const unusual = facets?.unusual;
    return unusual && { shown: selectAll, selectable: selectAll, leftOut: 0, ticked: ticked - unusual[2] };
  }
  if (isOfReload(show)) return undefined;
  const facet = facets?.[show];
  return facet && { ...none, shown: facet[0], selectable: facet[1], ticked: facet[2] };
}

/** The page shows the whole list. */
export const isEveryone = ({ show, q, site }: PeopleFilter) => show === 'all' && q === '' && site === '';

/** Partial indexes of some filters are for them alone: with the condition of the index by name, PostgreSQL might take that one. */
export const hasOwnIndex = ({ show, site }: PeopleFilter) =>
  site !== '' || isKind(show) || isOfReload(show) || (REASONS as readonly RosterShow[]).includes(show);

const isOfReload = (show: RosterShow) => (SINCE as readonly RosterShow[]).includes(show);

/** Reads the whole list. */
export async function countThese(db: Pick<pg.Pool, 'query'>, rosterId: string, filter: PeopleFilter): Promise<These> {
  const [where, values] = shownBy(filter);
  const { rows } = await db.query<These>(
    `select count(*)::int as shown, (count(*) filter (where ${takenBy(filter)}))::int as selectable,
       (count(*) filter (where ${FREE} and not (${takenBy(filter)})))::int as "leftOut",
       (count(*) filter (where ticked and ${FREE}))::int as ticked
     from roster_person where roster_id = $1 and ${where}`,
    [rosterId, ...values],
  );
  const found = rows[0] ?? { shown: 0, selectable: 0, leftOut: 0, ticked: 0 };
  return filter.show === 'ticked' ? { ...found, selectable: 0, leftOut: 0 } : found;
}

/** Longer lists are not searched again for each tick (docs/adr/0011-a-page-of-a-roster-costs-a-page.md). */
const SEARCHED_AT_EACH_TICK = 10_000;

/** What the buttons say after one tick. The number of ticks in a search of a long list is then not known. */
export async function theseAfterTick(
  db: Pick<pg.Pool, 'query'>,
  { id, counts }: { readonly id: string; readonly counts: RosterCounts },
  filter: PeopleFilter,
): Promise<These | 'not-counted' | null> {
  if (isEveryone(filter)) return null;
  const known = theseOf(counts, filter);
  if (known) return known;
  return counts.listed > SEARCHED_AT_EACH_TICK ? 'not-counted' : countThese(db, id, filter);
}
