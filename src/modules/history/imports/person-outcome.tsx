import type { VNode } from 'preact';
import { Icon } from '../../../views/components/icon.js';
import { blockReason } from '../../../views/words/reasons.js';
import type { PersonRow } from './import-types.js';

export function PersonOutcome({ outcome, email }: Pick<PersonRow, 'outcome' | 'email'>): VNode {
  if (outcome === 'imported')
    return (
      <span class="verdict-line good">
        <Icon name="circle-check" />
        Imported
      </span>
    );
  return (
    <span class="verdict-line bad">
      <Icon name="circle-x" />
      <span class="verdict-word">Rejected: {blockReason(outcome.rejected, email)}</span>
    </span>
  );
}
