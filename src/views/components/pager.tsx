import type { VNode } from 'preact';
import type { Keyset } from '../types.js';
import { PageTurns, type Turn } from './page-turns.js';

export type Query = Readonly<Record<string, string | null | undefined>>;

/** `/teams` and {q: 'acme', after: null} → `/teams?q=acme` */
export function link(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

interface Props {
  /** the name of the list for screen readers; names in it are marked by `isolated` */
  label: string;
  path: string;
  /** the filters to keep while paging */
  query?: Query;
  /** the query parameter of the cursor */
  cursor: 'after' | 'before';
  page: Keyset;
  /** the upper one of two */
  above?: boolean;
}

/** Links to the other pages of a list that is read by key; nothing if one page holds all of it. */
export function Pager({ label, path, query = {}, cursor, page, above }: Props): VNode | null {
  const places = placesOf(page);
  if (places.size === 0) return null;
  const to = (turn: Turn, face: VNode) => (
    <a
      key={turn}
      class="button secondary small"
      href={link(path, { ...query, [cursor]: places.get(turn) })}
      rel={turn === 'previous' ? 'prev' : turn === 'next' ? 'next' : undefined}
    >
      {face}
    </a>
  );
  return <PageTurns label={label} above={above} range={page.range} turns={[...places.keys()]} to={to} />;
}

/** The cursors of the other pages; '' is the first page. */
function placesOf({ at, next, previous, last }: Keyset): Map<Turn, string> {
  const places = new Map<Turn, string>();
  if (at !== null) places.set('first', '');
  if (at !== null && previous != null) places.set('previous', previous);
  if (next !== null) places.set('next', next);
  if (next !== null && last != null) places.set('last', last);
  return places;
}
