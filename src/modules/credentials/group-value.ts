import type { GroupReference } from './events.js';

/** What the Select Group field sends: `client-12`, `list-3`. */
export const groupValue = ({ kind, id }: Pick<GroupReference, 'kind' | 'id'>) => `${kind}-${id}`;

/** @returns undefined for what is no such value */
export function parseGroupValue(value: unknown): Pick<GroupReference, 'kind' | 'id'> | undefined {
  const [, kind, digits] = (typeof value === 'string' && /^(client|list)-(\d{1,15})$/.exec(value)) || [];
  return kind && digits ? { kind: kind as GroupReference['kind'], id: Number(digits) } : undefined;
}
