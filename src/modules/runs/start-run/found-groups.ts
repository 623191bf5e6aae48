import { folded } from '../../../shared/text/index.js';
import type { OfferedGroup } from './read-pairs.js';

/** ?show=: those that have a Team already, or those that would get a new one */
export type GroupShow = 'all' | 'matched' | 'new';

export interface GroupQuery {
  readonly q: string;
  readonly show: GroupShow;
  /** from 1 */
  readonly page: number;
}

export interface FoundGroups {
  readonly rows: readonly OfferedGroup[];
  readonly page: number;
  readonly total: number;
  readonly counts: Readonly<Record<GroupShow, number>>;
}

/** Rows of a page, each with a field; a form has room for a hundred. */
export const PAGE_SIZE = 50;

/** A page of the groups that have all words of a search in their names. Pure. */
export function findGroups(groups: Iterable<OfferedGroup>, { q, show, page: asked }: GroupQuery): FoundGroups {
  const words = folded(q).split(/\s+/).filter(Boolean);
  const named = [...groups].filter(({ group }) => {
    const name = folded(group.name);
    return words.every((word) => name.includes(word));
  });
  const matched = named.filter(hasTeam);
  const fresh = named.filter((one) => !hasTeam(one));
  const found = { all: named, matched, new: fresh }[show];
  const page = Math.min(asked, Math.max(1, Math.ceil(found.length / PAGE_SIZE)));
  return {
    rows: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    page,
    total: found.length,
    counts: { all: named.length, matched: matched.length, new: fresh.length },
  };
}

const hasTeam = ({ proposal }: OfferedGroup) => proposal.team !== null;
