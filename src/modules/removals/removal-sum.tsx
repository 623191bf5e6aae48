import type { VNode } from 'preact';
import type { KeptReason } from '../../facts/index.js';
import { Icon, type IconName } from '../../views/components/icon.js';
import { count } from '../../views/components/number.js';
import { keptPeople, type RemovalSum } from './removal-types.js';
import { keptSentence } from './removal-words.js';

interface Props {
  sum: RemovalSum;
  /** the word after the first number: "imported", "chosen" */
  of: string;
  /** what those without an outcome are */
  waiting: 'to remove' | 'waiting' | 'left over';
}

/** 2,122 imported = 2,100 removed + 22 kept */
export function RemovalSumLine({ sum, of, waiting }: Props): VNode {
  const parts: readonly (readonly [string, string, number, IconName])[] = [
    ...(waiting === 'to remove' ? [] : [['removed', 'removed', sum.removed, 'user-minus'] as const]),
    ...(waiting === 'to remove' || sum.waiting > 0
      ? [[waiting === 'to remove' ? 'rejected' : 'waiting', waiting, sum.waiting, 'user-minus'] as const]
      : []),
    ['kept', 'kept', keptPeople(sum), 'user-check'],
  ];
  return (
    <p class="sum">
      <span class="sum-part listed">
        <b>{count(sum.people)}</b> {of}
      </span>
      {parts.map(([look, word, number, icon], index) => (
        <span key={word} class="sum-term">
          <span class="sum-sign">{index === 0 ? ' = ' : ' + '}</span>
          <span class={`sum-part ${look}${number === 0 ? ' none' : ''}`}>
            <Icon name={icon} />
            <b>{count(number)}</b> {word}
          </span>
        </span>
      ))}
    </p>
  );
}

export function KeptReasons({ kept }: Pick<RemovalSum, 'kept'>): VNode | null {
  const reasons = Object.entries(kept) as [KeptReason, number][];
  if (reasons.length === 0) return null;
  return (
    <ul class="prose" role="list">
      {reasons.map(([reason, number]) => (
        <li key={reason}>{keptSentence(reason, number)}</li>
      ))}
    </ul>
  );
}
