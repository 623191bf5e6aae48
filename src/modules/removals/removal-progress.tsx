import type { VNode } from 'preact';
import { ButtonForm } from '../../views/components/button.js';
import { Chip } from '../../views/components/chip.js';
import { errorsAside } from '../../views/components/htmx.js';
import { NoWorker } from '../../views/components/no-worker.js';
import { Progress } from '../../views/components/progress.js';
import { RemovalSumLine } from './removal-sum.js';
import type { Removal, RemovalSum } from './removal-types.js';

export function RemovalChip({ removal, sum }: { removal: Removal; sum: RemovalSum }): VNode {
  if (!removal.endedAt)
    return (
      <Chip tone={removal.cancelRequestedAt ? 'attention' : 'accent'} icon="hourglass">
        {removal.cancelRequestedAt ? 'Cancelling' : 'Running'}
      </Chip>
    );
  return sum.waiting > 0 ? (
    <Chip tone="attention" icon="ban">
      Cancelled
    </Chip>
  ) : (
    <Chip tone="good" icon="circle-check">
      Completed
    </Chip>
  );
}

interface ProgressProps {
  removal: Removal;
  sum: RemovalSum;
  noWorker: boolean;
  canCancel: boolean;
}

/** The fragment that htmx polls each second while it runs; then it reloads the page. */
export function RemovalProgress({ removal, sum, noWorker, canCancel }: ProgressProps): VNode {
  const { id, endedAt, cancelRequestedAt, undoOf } = removal;
  const polls = { 'hx-get': `/removals/${id}`, 'hx-trigger': 'every 1s', 'hx-swap': 'outerMorph', ...errorsAside };
  const reads = endedAt ? { 'data-reload': 'yes' } : polls;
  return (
    <section id="removal-progress" class="panel" aria-label="Progress" {...reads}>
      <Progress
        id="removal"
        label={endedAt ? 'The removal has ended' : cancelRequestedAt ? 'Cancelling' : 'Removing'}
        done={sum.people - sum.waiting}
        total={sum.people}
        word="people done"
      >
        {noWorker && !endedAt && <NoWorker />}
      </Progress>
      <RemovalSumLine sum={sum} of={undoOf ? 'imported' : 'chosen'} waiting="waiting" />
      {canCancel && !endedAt && !cancelRequestedAt && (
        <div class="form-actions">
          <ButtonForm action={`/removals/${id}/cancel`} icon="x" describedBy="cancel-hint">
            Cancel
          </ButtonForm>
          <p class="hint" id="cancel-hint">
            People who are removed already stay removed; those waiting stay in the Team.
          </p>
        </div>
      )}
    </section>
  );
}
