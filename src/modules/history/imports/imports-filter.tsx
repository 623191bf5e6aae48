import type { VNode } from 'preact';
import { Button, ButtonLink } from '../../../views/components/button.js';
import type { TeamRef } from '../../../views/types.js';
import type { ImportFilter } from './import-types.js';

const outcomes: readonly (readonly [ImportFilter, string])[] = [
  ['all', 'Every outcome'],
  ['completed', 'Completed'],
  ['with-rejections', 'With rejected people'],
  ['cancelled', 'Cancelled'],
  ['running', 'Running'],
];

export function Filter({
  teams,
  filter,
  filtered,
}: {
  /** the Teams to choose from */
  teams: readonly TeamRef[];
  /** the current filter */
  filter: { readonly team: string | null; readonly outcome: ImportFilter };
  filtered: boolean;
}): VNode {
  return (
    <form class="toolbar filters" method="get" autocomplete="off" action="/imports">
      <div class="filter">
        <label for="team">Team</label>
        <select class="input" id="team" name="team">
          <option value="">Every Team</option>
          {teams.map(({ id, name }) => (
            <option key={id} value={id} selected={id === filter.team} dir="auto">
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="filter">
        <label for="outcome">Outcome</label>
        <select class="input" id="outcome" name="outcome">
          {outcomes.map(([value, label]) => (
            <option key={value} value={value === 'all' ? '' : value} selected={value === filter.outcome}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div class="filter-buttons">
        <Button small>Show</Button>
        {filtered && (
          <ButtonLink kind="quiet" small href="/imports">
            Show all
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
