import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { Icon } from '../../../views/components/icon.js';
import { count } from '../../../views/components/number.js';
import type { RosterRows } from '../roster-types.js';

export function RowPager({ range, previous, next }: Omit<RosterRows, 'rows'>): VNode {
  return (
    <nav class="pager" aria-label="Pages of the list">
      <p>{range.of === 0 ? 'No rows' : `Rows ${count(range.from)}–${count(range.to)} of ${count(range.of)}`}</p>
      {previous !== null && (
        <button class="button secondary small" type="submit" name="action" value={`page:${previous}`} data-to-top>
          <span class="button-face">
            <Icon name="chevron-left" />
            <span>Previous</span>
          </span>
        </button>
      )}
      {next !== null && (
        <button class="button secondary small" type="submit" name="action" value={`page:${next}`} data-to-top>
          <span class="button-face">
            <span>Next</span>
            <Icon name="chevron-right" />
          </span>
        </button>
      )}
    </nav>
  );
}

export function NothingFound({ rosterId }: { rosterId: string }): VNode {
  return (
    <EmptyState
      icon="search"
      title="Nobody found"
      action={<ButtonLink href={`/rosters/${rosterId}`}>Show everybody</ButtonLink>}
    >
      Nobody in this list fits the search and the filter. Ticks that are not shown stay.
    </EmptyState>
  );
}
