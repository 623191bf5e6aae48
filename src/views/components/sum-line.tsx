import type { ComponentChildren, VNode } from 'preact';
import type { Sum } from '../types.js';
import { outcomeWord, type Outcome } from '../words/reasons.js';
import { Icon, type IconName } from './icon.js';
import { count } from './number.js';

const icons: Readonly<Record<Outcome, IconName>> = {
  imported: 'circle-check',
  rejected: 'circle-x',
  'already-in-team': 'user-check',
  'left-out': 'circle-minus',
  waiting: 'hourglass',
};

export interface SumPart {
  readonly outcome: Outcome;
  readonly value: number;
}

/** The parts, always in the same order. `waiting` is omitted if it is 0. */
export function sumParts(sum: Sum): SumPart[] {
  const parts: SumPart[] = [
    { outcome: 'imported', value: sum.imported },
    { outcome: 'rejected', value: sum.rejected },
    { outcome: 'already-in-team', value: sum.alreadyInTeam },
    { outcome: 'left-out', value: sum.leftOut },
  ];
  return sum.waiting > 0 ? [...parts, { outcome: 'waiting', value: sum.waiting }] : parts;
}

/** 1,310 listed = 1,204 imported + 61 rejected + 20 already in this Team + 25 left out. `before`: nothing is imported yet. */
export function SumLine({
  sum,
  before = false,
  small = false,
  links = {},
}: {
  sum: Sum;
  before?: boolean;
  small?: boolean;
  /** where the people of a part are listed */
  links?: Readonly<Partial<Record<Outcome, string>>>;
}): VNode {
  return (
    <p class={small ? 'sum small' : 'sum'}>
      <span class="sum-part listed">
        <b>{count(sum.listed)}</b> listed
      </span>
      {sumParts(sum).map(({ outcome, value }, index) => (
        <span key={outcome} class="sum-term">
          <span class="sum-sign">{index === 0 ? ' = ' : ' + '}</span>
          <span class={`sum-part ${outcome}${value === 0 ? ' none' : ''}`}>
            <Icon name={icons[outcome]} />
            <Linked href={value > 0 ? links[outcome] : undefined}>
              <b>{count(value)}</b> {before && outcome === 'imported' ? 'to import' : outcomeWord(outcome)}
            </Linked>
          </span>
        </span>
      ))}
    </p>
  );
}

function Linked({ href, children }: { href: string | undefined; children: ComponentChildren }): VNode {
  return href === undefined ? <>{children}</> : <a href={href}>{children}</a>;
}
