import type { VNode } from 'preact';
import { Button } from '../../../views/components/button.js';
import { count, people } from '../../../views/components/number.js';
import type { RosterCounts, These } from '../roster-types.js';

interface Props {
  counts: RosterCounts;
  /** the people of the applied filter; null: the page shows all */
  these: These | 'not-counted' | null;
}

/**
 * The fragment that POST /rosters/:id/ticks/:haloId returns: how many people are ticked, and what can be done with them. Always in view.
 */
export function TickBar({ counts, these }: Props): VNode {
  const hint = !these && counts.selectAll < counts.importable ? { describedBy: 'select-all-hint' } : {};
  const noOne = counts.importable === 0 ? { disabled: true, describedBy: 'tick-count' } : {};
  return (
    <div id="tick-bar" class="tick-bar" tabIndex={-1}>
      <p class="tick-count" id="tick-count" role="status">
        <b>{count(counts.ticked)}</b> of {count(counts.importable)} ticked
        {counts.importable === 0 && <span class="hint">No one in this list can be imported. Each row says why.</span>}
      </p>
      <div class="tick-tools">
        {these && <OfThese these={these} />}
        <Button
          small
          name="action"
          value={`select-all:${counts.selectAll}`}
          id="select-all"
          disabled={counts.selectAll === 0}
          {...hint}
        >
          Select all {count(counts.selectAll)}
        </Button>
        <Button small kind="quiet" name="action" value={`clear-all:${counts.ticked}`} id="clear-all">
          Clear all {count(counts.ticked)}
        </Button>
      </div>
      <Button kind="primary" name="action" value="review" icon="download" id="review" {...noOne}>
        {counts.ticked === 0 ? 'Import…' : `Import ${people(counts.ticked)}…`}
      </Button>
    </div>
  );
}

/** They stay in place when there is no one left for them, because the focus may be on them. */
function OfThese({ these }: { these: These | 'not-counted' }): VNode {
  const [selectable, ticked] = these === 'not-counted' ? [null, null] : [these.selectable, these.ticked];
  const hint = these !== 'not-counted' && these.leftOut > 0 ? { describedBy: 'select-all-hint' } : {};
  return (
    <>
      <Button small name="action" value={numbered('select-these', selectable)} id="select-these" {...hint}>
        Select {theseInWords(selectable)}
      </Button>
      <Button small kind="quiet" name="action" value={numbered('clear-these', ticked)} id="clear-these">
        Clear {theseInWords(ticked)}
      </Button>
    </>
  );
}

const numbered = (action: string, number: number | null) => (number === null ? action : `${action}:${number}`);

function theseInWords(number: number | null): string {
  if (number === null) return 'these';
  return number === 1 ? 'this one' : `these ${count(number)}`;
}
