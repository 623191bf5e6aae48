import type { VNode } from 'preact';
import { Icon } from '../../../views/components/icon.js';
import { blockAdvice, blockReason, reasonOfSeveral } from '../../../views/words/reasons.js';
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

/** What can be done about the reasons on this page: once for each, not in every row. */
export function WhatToDo({ people }: { people: readonly Pick<PersonRow, 'outcome'>[] }): VNode | null {
  const reasons = new Set(people.flatMap(({ outcome }) => (outcome === 'imported' ? [] : [outcome.rejected])));
  if (reasons.size === 0) return null;
  return (
    <ul class="what-to-do" role="list" aria-label="What to do about rejections">
      {[...reasons].map((reason) => (
        <li key={reason}>
          <b>{reasonOfSeveral(reason)}:</b> {blockAdvice(reason)}
        </li>
      ))}
    </ul>
  );
}
