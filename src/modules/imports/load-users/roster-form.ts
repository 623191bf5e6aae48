import type { RosterShow } from '../../../views/imports/roster-types.js';
import type { PeopleQuery } from './roster-people.js';

type Fields = Readonly<Record<string, unknown>>;

export type RosterAction =
  { readonly kind: 'filter' | 'select-all' | 'clear' | 'review' } | { readonly kind: 'page'; readonly after: number };

export interface RosterForm {
  readonly shown: readonly number[];
  readonly ticked: ReadonlySet<number>;
  readonly show: RosterShow;
  readonly q: string;
  readonly action: RosterAction;
}

const LONGEST_SEARCH = 200;
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
    ...readFilter(fields),
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
  if (after > 0) query.set('after', String(after));
  const text = query.toString();
  return `/rosters/${rosterId}${text === '' ? '' : `?${text}`}`;
}

function readFilter({ show, q }: Fields): Pick<PeopleQuery, 'show' | 'q'> {
  return {
    show: SHOWS.find((known) => known === show) ?? 'all',
    q: typeof q === 'string' ? [...q.trim()].slice(0, LONGEST_SEARCH).join('') : '',
  };
}

function action(value: unknown): RosterAction {
  if (value === 'select-all' || value === 'clear' || value === 'review') return { kind: value };
  const page = typeof value === 'string' ? /^page:(\d{1,9})$/.exec(value)?.[1] : undefined;
  return page === undefined ? { kind: 'filter' } : { kind: 'page', after: Number(page) };
}

const place = (value: unknown) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : 0);

/** HaloPSA's ids begin with 1. */
const NOBODY = 0;

function ids(values: readonly unknown[]): number[] {
  return values.map((value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : NOBODY));
}
