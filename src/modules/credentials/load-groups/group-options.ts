import { folded } from '../../../shared/text/index.js';
import { groupValue } from '../group-value.js';
import type { Group } from '../../halo-connector/index.js';

/** A user list of HaloPSA. `value` is what the Select Group field sends. */
export interface GroupOption {
  readonly value: string;
  readonly name: string;
  readonly kind: 'client' | 'list';
}

/** The groups to choose from. Those of one name and kind say under which top level they lie, and their id in HaloPSA. */
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

/** Names that search takes for one are one. */
function keyOf({ kind, name }: Group): string {
  return `${kind} ${folded(name)}`;
}
