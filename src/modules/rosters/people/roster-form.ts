import type { Fields } from '../../../shared/fields.js';
import { searchText } from '../../../shared/text/index.js';
import { KINDS, REASONS, type RosterShow } from '../roster-types.js';

/** Which rows of a list are shown. */
export interface PeopleFilter {
  readonly show: RosterShow;
  /** words, each matching part of a name, an address or a site */
  readonly q: string;
}

export interface PeopleQuery extends PeopleFilter {
  /** null: the first page */
  readonly after: RowPlace | null;
}

/** Where a page begins: after this many rows of the filtered list, the last of which has this HaloPSA id. */
export interface RowPlace {
  readonly rows: number;
  readonly haloId: number;
}

type RosterAction =
  | { readonly kind: 'filter' | 'review' }
  /** another filter, in the same search */
  | { readonly kind: 'show'; readonly show: RosterShow }
  | TickMany
  | { readonly kind: 'page'; readonly after: RowPlace | null }
  /** this person keeps the shared address */
  | { readonly kind: 'keep'; readonly haloId: number };

/** Ticks, or clears, the people of the applied filter, or all of the list. */
export interface TickMany {
  /** `include`: those whom `select` leaves out */
  readonly kind: 'select' | 'include' | 'clear';
  readonly of: 'these' | 'all';
  /** how many people the button said; null if it named no number */
  readonly said: number | null;
}

/**
 * `after`: where the page with this form began. The filter is that of the page, or with the action `filter` the one that was typed and
 * chosen in the form.
 */
export interface RosterForm extends PeopleQuery {
  readonly shown: readonly number[];
  readonly ticked: ReadonlySet<number>;
  readonly action: RosterAction;
}

const SHOWS: readonly RosterShow[] = ['all', 'importable', 'blocked', 'ticked', ...REASONS, ...KINDS];

/**
 * Reads the form of a roster's page. Values that our pages never send are ignored, except invalid HaloPSA ids: they become an id that no
 * list has.
 */
export function readRosterForm(fields: Fields): RosterForm {
  const { shown, tick } = fields;
  const applied = readApplied(fields['applied']);
  const asked = action(fields['action']);
  const meansPage = applied !== null || !('of' in asked) || asked.of === 'all';
  const done: RosterAction = meansPage ? asked : { kind: 'filter' };
  return {
    shown: ids(typeof shown === 'string' && shown !== '' ? shown.split(',') : []),
    ticked: new Set(ids(tick === undefined ? [] : [tick].flat())),
    ...readPeopleQuery(fields),
    ...(applied && done.kind !== 'filter' ? applied : {}),
    ...(done.kind === 'show' ? { show: done.show } : {}),
    action: done,
  };
}

export function readPeopleQuery(query: Fields): PeopleQuery {
  return { ...readFilter(query), after: place(query['after']) };
}

/** The path of a page of the roster. @param done what its banner says */
export function rosterPath(rosterId: string, { after, ...filter }: PeopleQuery, done?: string | null): string {
  const query = queryOf(filter);
  if (after) query.set('after', placeText(after));
  if (done) query.set('done', done);
  const text = query.toString();
  return `/rosters/${rosterId}${text === '' ? '' : `?${text}`}`;
}

/** The filter of a page, for the field `applied` of its form: what is typed there and not applied yet is not it. */
export const filterText = (filter: PeopleFilter): string => queryOf(filter).toString();

function queryOf({ show, q }: PeopleFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (show !== 'all') query.set('show', show);
  if (q !== '') query.set('q', q);
  return query;
}

function readApplied(value: unknown): PeopleFilter | null {
  return typeof value === 'string' ? readFilter(Object.fromEntries(new URLSearchParams(value))) : null;
}

function readFilter({ show, q }: Fields): PeopleFilter {
  return {
    show: SHOWS.find((known) => known === show) ?? 'all',
    q: searchText(q),
  };
}

function action(value: unknown): RosterAction {
  if (value === 'review') return { kind: value };
  const many = typeof value === 'string' ? /^(select|include|clear)-(these|all)(?::(\d{1,9}))?$/.exec(value) : null;
  if (many) {
    const [, kind, of, said] = many as unknown as ['', TickMany['kind'], TickMany['of'], string?];
    return { kind, of, said: said === undefined ? null : Number(said) };
  }
  const show = typeof value === 'string' && SHOWS.find((known) => value === `show:${known}`);
  if (show) return { kind: 'show', show };
  const keeps = typeof value === 'string' ? /^keep:(\d{1,15})$/.exec(value)?.[1] : undefined;
  if (keeps !== undefined) return { kind: 'keep', haloId: Number(keeps) };
  const page = typeof value === 'string' ? /^page:(.*)$/.exec(value)?.[1] : undefined;
  return page === undefined ? { kind: 'filter' } : { kind: 'page', after: place(page) };
}

/** Where the next page begins: another page, the first page of another filter, or the same page again. */
export function placeAfter({ action, after }: RosterForm): RowPlace | null {
  if (action.kind === 'page') return action.after;
  return action.kind === 'filter' || action.kind === 'show' ? null : after;
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
