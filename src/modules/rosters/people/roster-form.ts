import type { Fields } from '../../../shared/fields.js';
import { searchText } from '../../../shared/text/index.js';
import type { RosterShow } from '../roster-types.js';

export interface PeopleQuery {
  readonly show: RosterShow;
  /** words, each matching part of a name, an address or a site */
  readonly q: string;
  /** null: the first page */
  readonly after: RowPlace | null;
}

/** Where a page begins: after this many rows of the filtered list, the last of which has this HaloPSA id. */
export interface RowPlace {
  readonly rows: number;
  readonly haloId: number;
}

type RosterAction =
  | { readonly kind: 'filter' | 'select-all' | 'clear' | 'review' }
  | { readonly kind: 'page'; readonly after: RowPlace | null }
  /** this person keeps the shared address */
  | { readonly kind: 'keep'; readonly haloId: number };

/** `after`: where the page with this form began */
export interface RosterForm extends PeopleQuery {
  readonly shown: readonly number[];
  readonly ticked: ReadonlySet<number>;
  readonly action: RosterAction;
}

const SHOWS: readonly RosterShow[] = ['all', 'importable', 'blocked', 'ticked'];

/**
 * Reads the form of a roster's page. Values that our pages never send are ignored, except invalid HaloPSA ids: they become an id that no
 * list has.
 */
export function readRosterForm(fields: Fields): RosterForm {
  const { shown, tick } = fields;
  return {
    shown: ids(typeof shown === 'string' && shown !== '' ? shown.split(',') : []),
    ticked: new Set(ids(tick === undefined ? [] : [tick].flat())),
    ...readPeopleQuery(fields),
    action: action(fields['action']),
  };
}

export function readPeopleQuery(query: Fields): PeopleQuery {
  return { ...readFilter(query), after: place(query['after']) };
}

/** The path of a page of the roster. */
export function rosterPath(rosterId: string, { show, q, after }: PeopleQuery): string {
  const query = new URLSearchParams();
  if (show !== 'all') query.set('show', show);
  if (q !== '') query.set('q', q);
  if (after) query.set('after', placeText(after));
  const text = query.toString();
  return `/rosters/${rosterId}${text === '' ? '' : `?${text}`}`;
}

function readFilter({ show, q }: Fields): Pick<PeopleQuery, 'show' | 'q'> {
  return {
    show: SHOWS.find((known) => known === show) ?? 'all',
    q: searchText(q),
  };
}

function action(value: unknown): RosterAction {
  if (value === 'select-all' || value === 'clear' || value === 'review') return { kind: value };
  const keeps = typeof value === 'string' ? /^keep:(\d{1,15})$/.exec(value)?.[1] : undefined;
  if (keeps !== undefined) return { kind: 'keep', haloId: Number(keeps) };
  const page = typeof value === 'string' ? /^page:(.*)$/.exec(value)?.[1] : undefined;
  return page === undefined ? { kind: 'filter' } : { kind: 'page', after: place(page) };
}

/** Where the next page begins: another page, the first page of another filter, or the same page again. */
export function placeAfter({ action, after }: RosterForm): RowPlace | null {
  if (action.kind === 'page') return action.after;
  return action.kind === 'filter' ? null : after;
}

/** A place as text, for URLs and forms. */
export const placeText = (at: RowPlace | null): string => (at ? `${at.rows}-${at.haloId}` : '0');

function place(value: unknown): RowPlace | null {
  const [, rows, haloId] = (typeof value === 'string' && /^(\d{1,9})-(\d{1,15})$/.exec(value)) || [];
  return rows === undefined ? null : { rows: Number(rows), haloId: Number(haloId) };
}

/** HaloPSA's ids begin at 1. */
const NOBODY = 0;

function ids(values: readonly unknown[]): number[] {
  return values.map((value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : NOBODY));
}
