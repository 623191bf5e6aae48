import { searchText } from '../../../shared/text/index.js';
import type { RosterShow } from '../roster-types.js';

type Fields = Readonly<Record<string, unknown>>;

export interface PeopleQuery {
  readonly show: RosterShow;
  /** words, each part of a name, of an address or of a site */
  readonly q: string;
  /** null: the first page */
  readonly after: RowPlace | null;
}

/** Where a page begins: after so many of the rows that the filter finds, the last of which is this person's. */
export interface RowPlace {
  readonly rows: number;
  readonly haloId: number;
}

export type RosterAction =
  | { readonly kind: 'filter' | 'select-all' | 'clear' | 'review' }
  | { readonly kind: 'page'; readonly after: RowPlace | null }
  /** this person keeps the address that others share */
  | { readonly kind: 'keep'; readonly haloId: number };

/** `after`: where the page begins that the form was on */
export interface RosterForm extends PeopleQuery {
  readonly shown: readonly number[];
  readonly ticked: ReadonlySet<number>;
  readonly action: RosterAction;
}

const SHOWS: readonly RosterShow[] = ['all', 'importable', 'blocked', 'ticked'];

/**
 * The form of a roster's page as it was sent. What no page of ours sends is read as if it were not there; but what stands where a person
 * should stand is somebody, whom no list has.
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

/** The address of a page of the roster. */
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

/** Where the page begins that is shown next: another one, the first of another filter, or the same again. */
export function placeAfter({ action, after }: RosterForm): RowPlace | null {
  if (action.kind === 'page') return action.after;
  return action.kind === 'filter' ? null : after;
}

/** A place as addresses and forms carry it. */
export const placeText = (at: RowPlace | null): string => (at ? `${at.rows}-${at.haloId}` : '0');

function place(value: unknown): RowPlace | null {
  const [, rows, haloId] = (typeof value === 'string' && /^(\d{1,9})-(\d{1,15})$/.exec(value)) || [];
  return rows === undefined ? null : { rows: Number(rows), haloId: Number(haloId) };
}

/** HaloPSA's ids begin with 1. */
const NOBODY = 0;

function ids(values: readonly unknown[]): number[] {
  return values.map((value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : NOBODY));
}
