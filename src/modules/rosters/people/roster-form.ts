import type { Fields } from '../../../shared/fields.js';
import type { RosterShow } from '../roster-types.js';
import {
  readApplied,
  readPeopleQuery,
  readPlace,
  readRowOrder,
  SHOWS,
  type PagePlace,
  type PeopleQuery,
  type RowOrder,
} from './row-query.js';

type RosterAction =
  | { readonly kind: 'filter' | 'review' }
  /** another filter, in the same search */
  | { readonly kind: 'show'; readonly show: RosterShow }
  | { readonly kind: 'sort'; readonly order: RowOrder }
  | TickMany
  | { readonly kind: 'page'; readonly after: PagePlace | null }
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
    ...(done.kind === 'sort' ? { order: done.order } : {}),
    action: done,
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
  const sort = typeof value === 'string' ? /^sort:(.*)$/.exec(value)?.[1] : undefined;
  if (sort !== undefined) return { kind: 'sort', order: readRowOrder(sort) };
  const keeps = typeof value === 'string' ? /^keep:(\d{1,15})$/.exec(value)?.[1] : undefined;
  if (keeps !== undefined) return { kind: 'keep', haloId: Number(keeps) };
  const page = typeof value === 'string' ? /^page:(.*)$/.exec(value)?.[1] : undefined;
  return page === undefined ? { kind: 'filter' } : { kind: 'page', after: readPlace(page) };
}

/** Where the next page begins: another page, the first page of another filter or order, or the same page again. */
export function placeAfter({ action, after }: RosterForm): PagePlace | null {
  if (action.kind === 'page') return action.after;
  return action.kind === 'filter' || action.kind === 'show' || action.kind === 'sort' ? null : after;
}

/** HaloPSA's ids begin at 1. */
const NOBODY = 0;

function ids(values: readonly unknown[]): number[] {
  return values.map((value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : NOBODY));
}
