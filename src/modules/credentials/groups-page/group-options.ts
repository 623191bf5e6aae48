import { folded } from '../../../shared/text/index.js';
import type { GroupReference } from '../../../facts/index.js';
import { groupValue } from '../group-value.js';
import type { Group } from '../../halo-connector/index.js';

/** A HaloPSA user list. `value` is the value of the Select Group field. */
export interface GroupOption {
  readonly value: string;
  readonly name: string;
  readonly kind: 'client' | 'list';
  /** the last import of its people into any Team; undefined if there was none */
  readonly last?: LastImport | undefined;
}

export interface LastImport {
  readonly at: Date;
  /** what the Team is called now */
  readonly team: string;
}

/** A group that the page selects on its own, and why. */
export interface Proposal {
  readonly value: string;
  readonly because: 'last-time' | 'name';
}

/**
 * The groups to choose from. Groups with the same name and kind also show their top level and their HaloPSA id.
 * @param last the last import of each group, by the value of the group
 */
export function groupOptions(
  groups: readonly Group[],
  last: ReadonlyMap<string, LastImport> = new Map(),
): GroupOption[] {
  const keys = groups.map(keyOf);
  const namesakes = new Map<string, number>();
  for (const key of keys) namesakes.set(key, (namesakes.get(key) ?? 0) + 1);
  return groups.map(({ kind, id, name, topLevel, inactive }, at) => {
    const isOne = namesakes.get(keys[at] as string) === 1;
    const more = [...(isOne ? [] : [...(topLevel ? [topLevel] : []), `ID ${id}`]), ...(inactive ? ['inactive'] : [])];
    const value = groupValue({ kind, id });
    const option = { value, name: more.length > 0 ? `${name} (${more.join(', ')})` : name, kind };
    const past = last.get(value);
    return past ? { ...option, last: past } : option;
  });
}

/**
 * The group that a Team's people probably come from: the one of last time, for a site its client, else the only one with the Team's name.
 * Another Team's group is not proposed for its name.
 * @param lastInto the last import into this Team
 * @param lastFrom the Team of each group's last import, by the value of the group
 */
export function proposalFor(
  team: { readonly id: string; readonly name: string },
  groups: readonly Group[],
  lastInto: GroupReference | undefined,
  lastFrom: ReadonlyMap<string, { readonly teamId: string }>,
): Proposal | undefined {
  const { kind, id } = lastInto?.kind === 'site' ? { kind: 'client', id: lastInto.clientId } : (lastInto ?? {});
  const before = groups.find((group) => group.kind === kind && group.id === id);
  if (before) return { value: groupValue(before), because: 'last-time' };
  const name = folded(team.name).trim();
  const namesakes = groups.filter((group) => folded(group.name).trim() === name);
  const clients = namesakes.filter((group) => group.kind === 'client' && !group.inactive);
  const [only, another] = clients.length > 0 ? clients : namesakes;
  if (!only || another) return undefined;
  const value = groupValue(only);
  const elsewhere = lastFrom.get(value);
  return elsewhere && elsewhere.teamId !== team.id ? undefined : { value, because: 'name' };
}

/** Names that the search does not distinguish have the same key. */
function keyOf({ kind, name }: Group): string {
  return `${kind} ${folded(name)}`;
}
