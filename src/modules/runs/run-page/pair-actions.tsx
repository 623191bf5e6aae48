import type { VNode } from 'preact';
import { ButtonForm, ButtonLink } from '../../../views/components/button.js';
import { Name } from '../../../views/components/name.js';
import type { ShownPair } from './shown-run.js';

/** What an admin can do with a pair that waits for them. */
export function PairActions({ runId, pair }: { runId: string; pair: ShownPair }): VNode {
  const { listId, state, groupName } = pair;
  const about = (
    <span class="visually-hidden">
      {' '}
      <Name>{groupName}</Name>
    </span>
  );
  return (
    <span>
      {state.state === 'ready' && (
        <ButtonLink small href={`/rosters/${listId}/confirm`}>
          Check and confirm{about}
        </ButtonLink>
      )}
      {(state.state === 'not-loaded' || state.state === 'no-one') && (
        <ButtonLink small href={`/rosters/${listId}`}>
          Open list{about}
        </ButtonLink>
      )}
      {pair.maySkip && (
        <ButtonForm small kind="quiet" action={`/runs/${runId}/lists/${listId}/skip`}>
          <>Skip{about}</>
        </ButtonForm>
      )}
    </span>
  );
}
