import type { VNode } from 'preact';
import { ButtonForm, ButtonLink } from '../../../views/components/button.js';
import { Icon } from '../../../views/components/icon.js';
import { useZone } from '../../../views/opened.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import type { RosterProgressState } from '../roster-types.js';
import { count } from '../../../views/components/number.js';
import { ReloadAgain } from '../reload/reload-line.js';
import type { RosterFrame } from '../people/roster-frame.js';

type Failure = Extract<RosterProgressState, { state: 'failed' }>;

export function Failed({
  rosterId,
  team,
  group,
  progress,
  reloadOf,
}: Pick<RosterFrame, 'rosterId' | 'team' | 'group' | 'reloadOf'> & { progress: Failure }): VNode {
  const { what, next } = haloFault(progress.fault, progress.retryAt, useZone());
  const stopped = progress.fault === 'cancelled';
  return (
    <>
      <div class={`notice ${stopped ? 'info' : 'error'}`} role={stopped ? 'status' : 'alert'}>
        <Icon name={stopped ? 'clock' : 'circle-x'} size={20} />
        <div>
          <p class="banner-title">{stopped ? what : `The people could not be loaded. ${what}`}</p>
          <p>
            {progress.canGoOn
              ? `${soFar(progress)} people are loaded. ${stopped ? '' : `${next} `}Loading can go on from there.`
              : next}
          </p>
        </div>
      </div>
      <div class="form-actions">
        {progress.canGoOn && (
          <ButtonForm kind="primary" action={`/rosters/${rosterId}/retry`}>
            Go on loading
          </ButtonForm>
        )}
        {reloadOf ? (
          <ReloadAgain listId={reloadOf} kind={progress.canGoOn ? 'secondary' : 'primary'} />
        ) : (
          <>
            <ButtonForm
              kind={progress.canGoOn ? 'secondary' : 'primary'}
              icon="refresh-cw"
              action={`/teams/${team.id}/psa-import/rosters`}
              fields={{ group: group.value, again: 'yes' }}
            >
              Load again
            </ButtonForm>
            <ButtonLink href={`/teams/${team.id}/psa-import`}>Select another group</ButtonLink>
          </>
        )}
      </div>
    </>
  );
}

/** How many people have been loaded so far. */
export function soFar({ received, announced }: { received: number; announced: number | null }): string {
  return announced === null || announced < received ? count(received) : `${count(received)} of ${count(announced)}`;
}
