import type { VNode } from 'preact';
import { ButtonForm } from '../../../views/components/button.js';
import { errorsAside } from '../../../views/components/htmx.js';
import { NoWorker } from '../../../views/components/no-worker.js';
import { Progress } from '../../../views/components/progress.js';
import { SumLine } from '../../../views/components/sum-line.js';
import type { ImportEntry } from './import-entries.js';

interface Props {
  entry: Pick<ImportEntry, 'id' | 'status' | 'sum'>;
  secondsLeft?: number | null | undefined;
  /** the visitor may cancel the import */
  canCancel: boolean;
  /** no process is importing people at the moment */
  noWorker?: boolean | undefined;
}

/** The fragment that GET /imports/:id returns to htmx. Polls each second while the import is running, then reloads the page. */
export function ImportProgress({ entry, secondsLeft, canCancel, noWorker }: Props): VNode {
  const { id, status, sum } = entry;
  const decided = sum.imported + sum.rejected;
  if (status === 'completed' || status === 'cancelled')
    return (
      <section id="import-progress" class="panel" aria-label="Progress" data-reload="yes">
        <Progress id="import" label="The import has ended" done={decided} total={decided} word="people decided" />
        <SumLine sum={sum} />
      </section>
    );
  return (
    <section
      id="import-progress"
      class="panel"
      aria-label="Progress"
      hx-get={`/imports/${id}`}
      hx-trigger="every 1s"
      hx-swap="outerMorph"
      {...errorsAside}
    >
      <Progress
        id="import"
        label={status === 'cancelling' ? 'Cancelling' : 'Importing'}
        done={decided}
        total={decided + sum.waiting}
        word="people decided"
        secondsLeft={status === 'cancelling' || noWorker ? null : secondsLeft}
      >
        {noWorker && <NoWorker />}
      </Progress>
      <SumLine sum={sum} />
      {canCancel && status === 'running' && <CancelImport importId={id} />}
    </section>
  );
}

export function CancelImport({ importId }: { importId: string }): VNode {
  return (
    <div class="form-actions">
      <ButtonForm action={`/imports/${importId}/cancel`} icon="x" describedBy="cancel-hint">
        Cancel import
      </ButtonForm>
      <p class="hint" id="cancel-hint">
        People who are imported already stay in the Team; those waiting are left out.
      </p>
    </div>
  );
}
