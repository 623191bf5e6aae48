import type { ComponentChildren, VNode } from 'preact';
import type { RosterFrame } from '../people/roster-frame.js';
import { ButtonForm } from '../../../views/components/button.js';
import { errorsAside } from '../../../views/components/htmx.js';
import { Icon } from '../../../views/components/icon.js';
import { NoWorker } from '../../../views/components/no-worker.js';
import { Progress } from '../../../views/components/progress.js';
import { ClockTime } from '../../../views/components/time.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import type { RosterProgressState } from '../roster-types.js';
import { Failed, soFar } from './load-failed.js';

type Props = Pick<RosterFrame, 'rosterId' | 'team' | 'group' | 'noWorker' | 'reloadOf'> & {
  progress: RosterProgressState;
};

/** The fragment that GET /rosters/:id returns to htmx while the list loads. Polls each second until the list is ready or has failed. */
export function RosterProgress({ rosterId, team, group, noWorker, reloadOf, progress }: Props): VNode {
  switch (progress.state) {
    case 'loading':
      return (
        <Frame polls={rosterId}>
          <Progress
            id="roster"
            label="Loading people from HaloPSA"
            {...numbers(progress)}
            secondsLeft={noWorker ? null : progress.secondsLeft}
          >
            {noWorker && <NoWorker />}
          </Progress>
          <StopButton rosterId={rosterId} />
        </Frame>
      );
    case 'waiting': {
      const when = <ClockTime at={progress.until} />;
      return (
        <Frame polls={rosterId}>
          <Progress id="roster" label="Waiting for HaloPSA" {...numbers(progress)} also={<>. It goes on at {when}</>}>
            <p class="notice info">
              <Icon name="clock" size={20} />
              <span>
                {progress.why === 'rate-limited' ? (
                  <>
                    HaloPSA lets us go on at {when}; {soFar(progress)} loaded. It allows only a limited number of
                    requests in a while, and that limit has been reached.
                  </>
                ) : (
                  <>
                    {haloFault(progress.why).what} We ask again at {when}; {soFar(progress)} loaded.
                  </>
                )}{' '}
                Loading goes on by itself: you can leave this page and come back.
              </span>
            </p>
            {noWorker && <NoWorker />}
          </Progress>
          <StopButton rosterId={rosterId} />
        </Frame>
      );
    }
    case 'failed':
      return (
        <Frame>
          <Failed rosterId={rosterId} team={team} group={group} progress={progress} reloadOf={reloadOf} />
        </Frame>
      );
    case 'ready':
      // Keeps its size, so that the page does not jump when the list appears.
      return (
        <Frame ready>
          <Progress
            id="roster"
            label="The people are loaded"
            done={progress.received}
            total={progress.received}
            word="people loaded"
          />
        </Frame>
      );
  }
}

function numbers({ received, announced }: { received: number; announced: number | null }) {
  return {
    done: received,
    total: announced,
    word: received === 1 && announced === null ? 'person loaded' : 'people loaded',
  };
}

function StopButton({ rosterId }: Pick<Props, 'rosterId'>): VNode {
  return (
    <div class="form-actions">
      <ButtonForm action={`/rosters/${rosterId}/stop`}>Stop loading</ButtonForm>
      <p class="hint">Nothing is imported yet: you choose the people next.</p>
    </div>
  );
}

function Frame({ polls, ready, children }: { polls?: string; ready?: boolean; children: ComponentChildren }): VNode {
  const request =
    polls === undefined
      ? {}
      : { 'hx-get': `/rosters/${polls}`, 'hx-trigger': 'every 1s', 'hx-swap': 'outerMorph', ...errorsAside };
  return (
    <section
      id="roster-progress"
      class="panel"
      aria-label="Loading"
      data-reload={ready ? 'yes' : undefined}
      {...request}
    >
      {children}
    </section>
  );
}
