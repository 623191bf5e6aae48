import type { VNode } from 'preact';
import { Moment } from '../../views/components/time.js';
import { RemovalChip } from './removal-progress.js';
import { RemovalSumLine } from './removal-sum.js';
import type { Removal, RemovalSum } from './removal-types.js';

interface Props {
  readonly removal: Removal;
  readonly sum: RemovalSum;
}

/** On the page of an import that was undone, or is being undone. */
export function UndoOfImport({ removal, sum }: Props): VNode {
  return (
    <section class="panel" aria-labelledby="undo-title">
      <div class="panel-head">
        <h2 id="undo-title">{removal.endedAt ? 'This import was undone' : 'This import is being undone'}</h2>
        <RemovalChip removal={removal} sum={sum} />
      </div>
      <RemovalSumLine sum={sum} of="imported" waiting={removal.endedAt ? 'left over' : 'waiting'} />
      <p class="secondary">
        <Moment at={removal.endedAt ?? removal.requestedAt} /> <a href={`/removals/${removal.id}`}>Person by person</a>
      </p>
    </section>
  );
}
