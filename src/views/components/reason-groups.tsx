import type { VNode } from 'preact';
import type { RejectionReason } from '../../facts/index.js';
import { blockAdvice, reasonOfSeveral } from '../words/reasons.js';
import { count } from './number.js';

interface ReasonGroup {
  readonly reason: RejectionReason;
  readonly people: number;
}

interface Props {
  /** the most common reason first */
  reasons: readonly ReasonGroup[];
  label: string;
  /** where the people of a reason are shown */
  href?: (reason: RejectionReason) => string;
  /** says what can be done about each */
  advice?: boolean;
}

/** Why people are rejected: each reason once, with the number of its people. */
export function ReasonGroups({ reasons, label, href, advice = false }: Props): VNode {
  return (
    <ul class="reason-groups" role="list" aria-label={label}>
      {reasons.map(({ reason, people }) => {
        const group = (
          <>
            <b>{count(people)}</b> {reasonOfSeveral(reason)}
          </>
        );
        return (
          <li key={reason}>
            {href ? <a href={href(reason)}>{group}</a> : group}
            {advice && <span class="secondary">: {blockAdvice(reason)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
