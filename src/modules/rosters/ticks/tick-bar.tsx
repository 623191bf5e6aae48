import type { VNode } from 'preact';
import { Button } from '../../../views/components/button.js';
import { count, people } from '../../../views/components/number.js';
import type { RosterCounts } from '../roster-types.js';

/**
 * The fragment that POST /rosters/:id/ticks/:haloId returns: how many people are ticked, and what can be done with them. Always in view.
 */
export function TickBar({ counts }: { counts: RosterCounts }): VNode {
  const hint = counts.selectAll < counts.importable ? { describedBy: 'select-all-hint' } : {};
  return (
    <div id="tick-bar" class="tick-bar" tabIndex={-1}>
      <p class="tick-count" id="tick-count" role="status">
        <b>{count(counts.ticked)}</b> of {count(counts.importable)} ticked
      </p>
      <div class="tick-tools">
        <Button small name="action" value="select-all" id="select-all" {...hint}>
          Select all importable ({count(counts.selectAll)})
        </Button>
        <Button small kind="quiet" name="action" value="clear" id="clear-ticks">
          Clear
        </Button>
      </div>
      <Button kind="primary" name="action" value="review" icon="download" id="review">
        {counts.ticked === 0 ? 'Import…' : `Import ${people(counts.ticked)}…`}
      </Button>
    </div>
  );
}
