import type { Fields } from '../../../shared/fields.js';
import { nameKey } from '../../../shared/text/index.js';
import type { Group } from '../../halo-connector/index.js';
import { readTeamName } from '../../teams/index.js';
import { MOST_PAIRS, type ChosenPair } from '../run-types.js';
import type { Known, PairProposal } from './proposals.js';

/** A group to choose from. */
export interface OfferedGroup {
  readonly value: string;
  readonly group: Group;
  readonly proposal: PairProposal;
}

export type RowProblem = 'gone' | 'missing' | 'too-long';

/** A row of the form: a group and the name of its Team. */
export interface PairRow {
  readonly value: string;
  /** undefined: HaloPSA has it no more */
  readonly offered: OfferedGroup | undefined;
  /** as typed */
  readonly teamName: string;
  /** null: a Team of this name is added */
  readonly teamId: string | null;
  readonly matched: ChosenPair['matched'];
  readonly problem?: RowProblem | undefined;
}

export type PairsProblem =
  | 'none'
  | 'too-many'
  /** a name has to be changed */
  | 'rows'
  /** Teams would be added that the page did not name */
  | 'new-teams';

/**
 * Reads the pairs of a form. A Team is named, not selected: a name that no Team has is that of a new one. Pure.
 * @param names typed names by the value of the group; where there is none, the proposal is taken
 */
export function pairRows(
  values: readonly string[],
  names: ReadonlyMap<string, string>,
  offered: ReadonlyMap<string, OfferedGroup>,
  known: Known,
): PairRow[] {
  return values.map((value) => {
    const one = offered.get(value);
    const typed = names.get(value) ?? one?.proposal.team?.name ?? one?.group.name ?? '';
    const { name, refused } = readTeamName(typed);
    const team = known.teams.get(nameKey(name)) ?? null;
    const row = { value, offered: one, teamName: name, teamId: team?.id ?? null, matched: matchedBy(name, one) };
    const problem = one ? refused : 'gone';
    return problem ? { ...row, problem } : row;
  });
}

/** Whether the Team that was chosen is the one that the portal would have chosen. */
function matchedBy(name: string, offered: OfferedGroup | undefined): ChosenPair['matched'] {
  if (!offered) return 'none';
  const { team, matched } = offered.proposal;
  const proposed = team?.name ?? offered.group.name;
  return nameKey(name) === nameKey(proposed) ? matched : 'none';
}

/** What looks the same is one new Team. */
export const newTeams = (rows: readonly PairRow[]): string[] => [
  ...new Set(
    rows.filter(({ teamId, problem }) => teamId === null && !problem).map(({ teamName }) => nameKey(teamName)),
  ),
];

/**
 * @param announced keys of the new Teams that the page named: a mistyped name does not add a Team unseen
 * @returns the pairs, or why the run cannot start
 */
export function checkPairs(
  rows: readonly PairRow[],
  announced: ReadonlySet<string>,
): { readonly pairs: readonly ChosenPair[] } | { readonly problem: PairsProblem } {
  if (rows.length === 0) return { problem: 'none' };
  if (rows.length > MOST_PAIRS) return { problem: 'too-many' };
  if (rows.some(({ problem }) => problem)) return { problem: 'rows' };
  if (newTeams(rows).some((key) => !announced.has(key))) return { problem: 'new-teams' };
  const pairs = rows.flatMap(({ offered, teamName, teamId, matched }) => {
    if (!offered) return [];
    const { kind, id, name } = offered.group;
    return [{ group: { kind, id, name }, teamName, teamId, matched }];
  });
  return { pairs };
}

/** The names typed on the form, by group. */
export function typedNames({ group, team }: Fields): Map<string, string> {
  const [values, names] = [group, team].map((field) => [field].flat());
  return new Map(
    (values ?? []).flatMap((value, n) => {
      const name = names?.[n];
      return typeof value === 'string' && typeof name === 'string' ? [[value, name]] : [];
    }),
  );
}
