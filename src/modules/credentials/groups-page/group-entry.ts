import type { Fields } from '../../../shared/fields.js';
import { groupValue, parseGroupValue } from '../group-value.js';

const LONGEST_TYPED = 200;

/** The content of the Select Group field: a group, or what was typed without selecting one. */
export interface GroupEntry {
  /** value of the group */
  readonly selected?: string | undefined;
  readonly typed?: string | undefined;
}

/** Reads the Select Group field from a form or a query, to show it again. */
export function readGroupEntry(fields: Fields): GroupEntry {
  const { group, 'group-typed': typed } = fields;
  const key = parseGroupValue(group);
  // The field offers only clients: a site is chosen on the page after it.
  const offered = key?.kind === 'site' ? { kind: 'client' as const, id: key.clientId ?? 0 } : key;
  return {
    selected: offered && groupValue(offered),
    typed: typeof typed === 'string' ? [...typed.trim()].slice(0, LONGEST_TYPED).join('') : undefined,
  };
}

/** The query from which `readGroupEntry` restores the field. */
export function groupEntryQuery({ selected = '', typed = '' }: GroupEntry): string {
  const query = new URLSearchParams({ ...(selected && { group: selected }), ...(typed && { 'group-typed': typed }) });
  return query.size > 0 ? `?${query.toString()}` : '';
}
