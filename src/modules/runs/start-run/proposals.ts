import { nameKey } from '../../../shared/text/index.js';
import type { PastImport } from '../../credentials/index.js';
import type { Group } from '../../halo-connector/index.js';
import type { Matched } from '../run-types.js';

export interface NamedTeam {
  readonly id: string;
  readonly name: string;
}

/** The Team that a group probably goes into. */
export interface PairProposal {
  /** null: there is none, and one of the group's name is proposed */
  readonly team: NamedTeam | null;
  readonly matched: Matched;
  /** the last import of this group, into any Team */
  readonly last?: PastImport | undefined;
}

/** Teams by what their names look like, and whether two groups have one name. */
export interface Known {
  readonly teams: ReadonlyMap<string, NamedTeam>;
  readonly byId: ReadonlyMap<string, NamedTeam>;
  readonly namesakes: ReadonlyMap<string, number>;
}

/** @param teams those that take people: no two of them look the same */
export function knownOf(groups: readonly Group[], teams: readonly NamedTeam[]): Known {
  const namesakes = new Map<string, number>();
  for (const group of groups.filter(({ inactive }) => !inactive)) {
    const key = groupKey(group);
    namesakes.set(key, (namesakes.get(key) ?? 0) + 1);
  }
  return {
    teams: new Map(teams.map((team) => [nameKey(team.name), team])),
    byId: new Map(teams.map((team) => [team.id, team])),
    namesakes,
  };
}

const groupKey = ({ kind, name }: Pick<Group, 'kind' | 'name'>) => `${kind} ${nameKey(name)}`;

/**
 * The Team of the group's last import, else the one with its name, else a new one. If several groups have the same name, the name says
 * nothing about which of them it is. Pure.
 */
export function proposePair(group: Group, last: PastImport | undefined, known: Known): PairProposal {
  const before = last && known.byId.get(last.teamId);
  if (before) return { team: before, matched: 'history', last };
  const isOne = (known.namesakes.get(groupKey(group)) ?? 0) <= 1;
  return { team: known.teams.get(nameKey(group.name)) ?? null, matched: isOne ? 'name' : 'none', last };
}
