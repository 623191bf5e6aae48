/** Types of page props. Plain values only: no entity, no secret. */

import type { RowRange } from '../shared/row-range.js';

export type { Role, Viewer } from '../shared/visitor.js';

export interface TeamRef {
  readonly id: string;
  readonly name: string;
}

/** A user list of HaloPSA. `value` is what the Select Group field sends. */
export interface GroupRef {
  readonly value: string;
  readonly name: string;
}

/**
 * The arithmetic of an import: listed = imported + rejected + alreadyInTeam + leftOut + waiting. `waiting` is 0 unless it runs.
 */
export interface Sum {
  readonly listed: number;
  readonly imported: number;
  readonly rejected: number;
  readonly alreadyInTeam: number;
  readonly leftOut: number;
  readonly waiting: number;
}

/**
 * A page of a list that is read by key. `at` is the cursor of this page (null on the first one), `next` that of the next page, `previous`
 * that of the page before ('' is the first page; if omitted, only "First" is offered), `last` that of the last page, if there is another.
 */
export interface Keyset {
  readonly at: string | null;
  readonly next: string | null;
  readonly previous?: string | null | undefined;
  readonly last?: string | null | undefined;
  /** "101–200 of 2,500 · page 2 of 25" */
  readonly range?: RowRange | undefined;
}

export interface BannerProps {
  readonly kind: 'success' | 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text?: string | undefined;
}

/** HaloPSA's id of a person: an integer, or its digits. */
export type HaloId = number | string;
