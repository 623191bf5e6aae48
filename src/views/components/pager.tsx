import type { VNode } from 'preact';
import type { Keyset } from '../types.js';
import { Icon } from './icon.js';

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
}

/** Previous and next links of a list that is read by key; nothing if one page holds all of it. */
export function Pager({ label, path, query = {}, cursor, page }: Props): VNode | null {
  const { at, next, previous } = page;
  if (at === null && next === null) return null;
  const to = (place: string) => link(path, { ...query, [cursor]: place });
  return (
    <nav class="pager" aria-label={`Pages of ${label}`}>
      {at !== null && (
        <a class="button secondary small" href={to(previous ?? '')} rel="prev">
          <span class="button-face">
            <Icon name="chevron-left" />
            <span>{previous === undefined || previous === null ? 'First page' : 'Previous'}</span>
          </span>
        </a>
      )}
      {next !== null && (
        <a class="button secondary small" href={to(next)} rel="next">
          <span class="button-face">
            <span>Next</span>
            <Icon name="chevron-right" />
          </span>
        </a>
      )}
    </nav>
  );
}
