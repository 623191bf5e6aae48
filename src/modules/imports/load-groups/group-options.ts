import type { GroupOption } from '../../../views/credentials/select-group.js';
import { groupValue } from '../../credentials/index.js';
import type { Group } from '../../halo-connector/index.js';

/** The groups to choose from. Those of one name and kind say under which top level they lie, and their id in HaloPSA. */
export function groupOptions(groups: readonly Group[]): GroupOption[] {
  const namesakes = new Map<string, number>();
  for (const group of groups) namesakes.set(nameOf(group), (namesakes.get(nameOf(group)) ?? 0) + 1);
  return groups.map((group) => {
    const { kind, id, name, topLevel, inactive } = group;
    const apart = (namesakes.get(nameOf(group)) ?? 0) > 1 ? [...(topLevel ? [topLevel] : []), `ID ${id}`] : [];
    const more = [...apart, ...(inactive ? ['inactive'] : [])];
    return { value: groupValue({ kind, id }), name: more.length > 0 ? `${name} (${more.join(', ')})` : name, kind };
  });
}

/** Names that look the same on a page are the same. */
function nameOf({ kind, name }: Group): string {
  return `${kind} ${name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')}`;
}
