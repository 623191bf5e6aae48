import type { Fields } from '../../../shared/fields.js';
import { orderText, readOrder, type ListOrder } from '../../../shared/list-order.js';
import { oneLine, searchText } from '../../../shared/text/index.js';
import { KINDS, REASONS, type RosterShow } from '../roster-types.js';
import { SINCE } from '../reload/reload-types.js';

/** Which rows of a list are shown. */
export interface PeopleFilter {
  readonly show: RosterShow;
  /** words, each matching part of a name, an address or a site */
  readonly q: string;
  /** the name of a site as HaloPSA has it; '' for every site */
  readonly site: string;
}

/** What a list can be sorted by. `verdict`: those who can be imported, then the others by reason. */
export const SORTS = ['name', 'verdict', 'email', 'site'] as const;

export type RowOrder = ListOrder<(typeof SORTS)[number]>;

export interface PeopleQuery extends PeopleFilter {
  readonly order: RowOrder;
  /** null: the first page */
  readonly after: PagePlace | null;
}

/** Where a page begins: after this many rows of the filtered list, the last of which has this HaloPSA id. */
export interface RowPlace {
  readonly rows: number;
  readonly haloId: number;
}

/** The last page is found when it is asked for. */
export type PagePlace = RowPlace | 'last';

/** No site has a longer name (halo-connector). */
const LONGEST_SITE = 200;

export const SHOWS: readonly RosterShow[] = [
  'all',
  'importable',
  'blocked',
  'ticked',
  'usual',
  ...REASONS,
  ...KINDS,
  ...SINCE,
];

export function readPeopleQuery(query: Fields): PeopleQuery {
  return { ...readFilter(query), order: readRowOrder(query['sort']), after: readPlace(query['after']) };
}

export const FIRST_PAGE: PeopleQuery = {
  show: 'all',
  q: '',
  site: '',
  order: { by: 'name', desc: false },
  after: null,
};

export function readFilter({ show, q, site }: Fields): PeopleFilter {
  return {
    show: SHOWS.find((known) => known === show) ?? 'all',
    q: searchText(q),
    site: oneLine(site, LONGEST_SITE),
  };
}

export const readRowOrder = (value: unknown): RowOrder => readOrder(value, SORTS);
export const rowOrderText = (order: RowOrder): string => orderText(order, SORTS) ?? '';

/** The path of a page of the roster. @param done what its banner says */
export function rosterPath(rosterId: string, { after, order, ...filter }: PeopleQuery, done?: string | null): string {
  const query = queryOf(filter);
  const sort = rowOrderText(order);
  if (sort !== '') query.set('sort', sort);
  if (after) query.set('after', placeText(after));
  if (done) query.set('done', done);
  const text = query.toString();
  return `/rosters/${rosterId}${text === '' ? '' : `?${text}`}`;
}

/** The filter of a page, for the field `applied` of its form: what is typed there and not applied yet is not it. */
export const filterText = (filter: PeopleFilter): string => queryOf(filter).toString();

function queryOf({ show, q, site }: PeopleFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (show !== 'all') query.set('show', show);
  if (q !== '') query.set('q', q);
  if (site !== '') query.set('site', site);
  return query;
}

export function readApplied(value: unknown): PeopleFilter | null {
  return typeof value === 'string' ? readFilter(Object.fromEntries(new URLSearchParams(value))) : null;
}

/** A place as text, for URLs and forms. */
export const placeText = (at: PagePlace | null): string => (at === 'last' ? at : at ? `${at.rows}-${at.haloId}` : '0');

export function readPlace(value: unknown): PagePlace | null {
  if (value === 'last') return value;
  const [, rows, haloId] = (typeof value === 'string' && /^(\d{1,9})-(\d{1,15})$/.exec(value)) || [];
  return rows === undefined ? null : { rows: Number(rows), haloId: Number(haloId) };
}
