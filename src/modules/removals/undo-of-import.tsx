import type { VNode } from 'preact';
import { ButtonLink } from '../../views/components/button.js';
import { Moment } from '../../views/components/time.js';
import { RemovalChip } from './removal-progress.js';
import { RemovalSumLine } from './removal-sum.js';
import type { Removal, RemovalSum } from './removal-types.js';

interface Props {
  importId: string;
  /** undefined: it was not undone */
  undo: { readonly removal: Removal; readonly sum: RemovalSum } | undefined;
  /** the visitor may undo the import, and it brought people in */
  canUndo: boolean;
}

/** On the page of an import that has ended: the way to its undo, or the undo and its result. */
export function UndoOfImport({ importId, undo, canUndo }: Props): VNode | null {
  if (!undo)
    return canUndo ? (
      <p>
        <ButtonLink kind="quiet" icon="user-minus" href={`/imports/${importId}/undo`}>
          Undo this import…
        </ButtonLink>
      </p>
    ) : null;
  const { removal, sum } = undo;
  return (
    <section class="panel" aria-labelledby="undo-title">
      <h2 id="undo-title">{removal.endedAt ? 'This import was undone' : 'This import is being undone'}</h2>
      <RemovalSumLine sum={sum} of="imported" waiting={removal.endedAt ? 'left over' : 'waiting'} />
      <p>
        <RemovalChip removal={removal} sum={sum} /> <Moment at={removal.endedAt ?? removal.requestedAt} />{' '}
        <a href={`/removals/${removal.id}`}>Person by person</a>
      </p>
    </section>
  );
}
