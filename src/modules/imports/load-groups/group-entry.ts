import type { GroupEntry } from '../../../views/credentials/select-group.js';
import { parseGroupValue } from '../../credentials/index.js';

const LONGEST_TYPED = 200;

/** What stands in the Select Group field, from a form or a query, to be shown again. */
export function readGroupEntry(fields: Readonly<Record<string, unknown>>): GroupEntry {
  const { group, 'group-typed': typed } = fields;
  return {
    selected: typeof group === 'string' && parseGroupValue(group) ? group : undefined,
    typed: typeof typed === 'string' ? [...typed.trim()].slice(0, LONGEST_TYPED).join('') : undefined,
  };
}

/** The fields by which `readGroupEntry` finds it again. */
export function groupEntryQuery({ selected = '', typed = '' }: GroupEntry): string {
  const query = new URLSearchParams({ ...(selected && { group: selected }), ...(typed && { 'group-typed': typed }) });
  return query.size > 0 ? `?${query.toString()}` : '';
}
