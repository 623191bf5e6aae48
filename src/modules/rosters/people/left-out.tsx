import type { ComponentChildren, VNode } from 'preact';
import { count } from '../../../views/components/number.js';
import type { RosterCounts, RosterShow, These } from '../roster-types.js';

interface Props {
  counts: RosterCounts;
  /** null: the page shows all */
  these: These | null;
}

/**
 * Why "Select all" or "Select these" ticks fewer people than can be imported, and the way to the others. Each number shows its people. The
 * buttons are of the list's form, so that the ticks on the page are kept.
 */
export function LeftOut({ counts, these }: Props): VNode | null {
  const [of, selectable] = these ? ['these', these.selectable] : ['all', counts.selectAll];
  const left = these ? these.leftOut : counts.importable - counts.selectAll;
  if (left <= 0) return null;
  return (
    <p class="hint" id="select-all-hint">
      “Select {of}” ticks <Show show="usual">{count(selectable)}</Show> of{' '}
      <Show show="importable">{count(selectable + left)}</Show>:{' '}
      <Show show="unusual">{count(left)} inactive, service, General User, technician or prospect accounts</Show>{' '}
      {left === 1 ? 'is' : 'are'} not included.{' '}
      <button class="as-link" type="submit" name="action" value={`include-${of}:${left}`} id="include">
        Include {left === 1 ? 'this one' : 'them'}
      </button>
    </p>
  );
}

function Show({ show, children }: { show: RosterShow; children: ComponentChildren }): VNode {
  return (
    <button class="as-link" type="submit" name="action" value={`show:${show}`}>
      {children}
    </button>
  );
}
