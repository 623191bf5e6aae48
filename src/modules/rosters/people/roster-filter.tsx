import type { VNode } from 'preact';
import { Button } from '../../../views/components/button.js';
import { count } from '../../../views/components/number.js';
import { SearchInput } from '../../../views/components/search-form.js';
import type { RosterCounts, RosterShow } from '../roster-types.js';

interface Props {
  counts: RosterCounts;
  show: RosterShow;
  q: string;
}

/** Which rows are shown. Its button is the first of the form, so Enter in the search field filters. */
export function RosterFilter({ counts, show, q }: Props): VNode {
  const choices: readonly (readonly [RosterShow, string, number])[] = [
    ['all', 'All', counts.listed],
    ['importable', 'Can be imported', counts.importable],
    ['blocked', 'Cannot be imported', counts.blocked],
    ['ticked', 'Ticked', counts.ticked],
  ];
  return (
    <div class="toolbar">
      <div class="search">
        <SearchInput label="Find by name, email or site" q={q} />
        <Button small name="action" value="filter">
          Show
        </Button>
      </div>
      <fieldset class="segments" data-autosubmit="filter">
        <legend class="visually-hidden">Show</legend>
        {choices.map(([value, label, number]) => (
          <label key={value}>
            <input type="radio" id={`show-${value}`} name="show" value={value} checked={value === show} />
            <span>
              {label}{' '}
              <span class="segment-count" data-count={value}>
                {count(number)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
