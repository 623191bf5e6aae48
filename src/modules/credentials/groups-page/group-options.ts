import { folded } from '../../../shared/text/index.js';
import { groupValue } from '../group-value.js';
import type { Group } from '../../halo-connector/index.js';

/** A HaloPSA user list. `value` is the value of the Select Group field. */
export interface GroupOption {
  readonly value: string;
  readonly name: string;
  readonly kind: 'client' | 'list';
}

/** The groups to choose from. Groups with the same name and kind also show their top level and their HaloPSA id. */
export function groupOptions(groups: readonly Group[]): GroupOption[] {
  const keys = groups.map(keyOf);
  const namesakes = new Map<string, number>();
  for (const key of keys) namesakes.set(key, (namesakes.get(key) ?? 0) + 1);
  return groups.map(({ kind, id, name, topLevel, inactive }, at) => {
    const isOne = namesakes.get(keys[at] as string) === 1;
    const more = [...(isOne ? [] : [...(topLevel ? [topLevel] : []), `ID ${id}`]), ...(inactive ? ['inactive'] : [])];
    return { value: groupValue({ kind, id }), name: more.length > 0 ? `${name} (${more.join(', ')})` : name, kind };
  });
}

/** Names that the search does not distinguish have the same key. */
function keyOf({ kind, name }: Group): string {
  return `${kind} ${folded(name)}`;
}
