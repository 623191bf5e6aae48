import type { VNode } from 'preact';
import { people } from '../../../views/components/number.js';
import { ReasonGroups } from '../../../views/components/reason-groups.js';
import type { ImportOutcome } from './import-outcome.js';

/** What will happen to each part of the list, and why. */
export function Consequences({ rosterId, numbers, reasons }: ImportOutcome & { rosterId: string }): VNode {
  const { toImport, rejected, alreadyInTeam, leftOut } = numbers;
  return (
    <ul class="prose" role="list">
      <li>
        <b>{people(toImport)}</b> {toImport === 1 ? 'gets an account' : 'get accounts'} in this Team. Each email address
        is checked once more while importing.
      </li>
      {rejected > 0 && (
        <li>
          <a href={`/rosters/${rosterId}?show=blocked`}>
            <b>{people(rejected)}</b> with a red X
          </a>
          , ticked or not, {rejected === 1 ? 'is' : 'are'} recorded as rejected in the history, with the reason:
          <ReasonGroups
            label="Reasons for a red X"
            reasons={reasons}
            href={(reason) => `/rosters/${rosterId}?show=${reason}`}
          />
        </li>
      )}
      {alreadyInTeam > 0 && (
        <li>
          <b>{people(alreadyInTeam)}</b> {alreadyInTeam === 1 ? 'is' : 'are'} already in this Team: nothing changes.
        </li>
      )}
      {leftOut > 0 && (
        <li>
          <b>{people(leftOut)}</b> {leftOut === 1 ? 'is' : 'are'} left out, because{' '}
          {leftOut === 1 ? 'this person is' : 'they are'} not ticked.
        </li>
      )}
      <li>This is an import, not a sync: later changes in HaloPSA do not come over by themselves.</li>
    </ul>
  );
}
