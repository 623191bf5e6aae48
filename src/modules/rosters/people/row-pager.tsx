import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { PageTurns, type Turn } from '../../../views/components/page-turns.js';
import type { RosterRows } from '../roster-types.js';

type Props = Omit<RosterRows, 'rows'> & { above?: boolean };

/** Buttons of the list's form, so that turning the page keeps the ticks of this one without JavaScript too. */
export function RowPager({ range, previous, next, last, above }: Props): VNode | null {
  const places = new Map<Turn, string>();
  if (previous !== null) places.set('first', '0').set('previous', previous);
  if (next !== null) places.set('next', next);
  if (next !== null && last !== null) places.set('last', last);
  // The range is said once.
  if (places.size === 0 && !above) return null;
  const to = (turn: Turn, face: VNode) => (
    <button
      key={turn}
      class="button secondary small"
      type="submit"
      name="action"
      value={`page:${places.get(turn)}`}
      data-to-top
    >
      {face}
    </button>
  );
  return <PageTurns label="the list" above={above} range={range} turns={[...places.keys()]} to={to} />;
}

export function NothingFound({ rosterId }: { rosterId: string }): VNode {
  return (
    <EmptyState
      icon="search"
      title="No one found"
      action={<ButtonLink href={`/rosters/${rosterId}`}>Show everyone</ButtonLink>}
    >
      No one in this list fits the search and the filter. Ticks that are not shown stay.
    </EmptyState>
  );
}
