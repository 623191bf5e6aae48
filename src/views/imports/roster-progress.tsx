import type { ComponentChildren, VNode } from 'preact';
import { ButtonForm, ButtonLink } from '../components/button.js';
import { errorsAside } from '../components/htmx.js';
import { Icon } from '../components/icon.js';
import { Progress } from '../components/progress.js';
import { Moment } from '../components/time.js';
import { haloFault } from '../halo-words.js';
import type { RosterFrame, RosterProgressState } from './roster-types.js';

type Props = Pick<RosterFrame, 'rosterId' | 'team' | 'group'> & { progress: RosterProgressState };

/** The fragment that GET /rosters/:id answers to htmx while the list loads. Asks again each second until it is ready or has failed. */
export function RosterProgress({ rosterId, team, group, progress }: Props): VNode {
  switch (progress.state) {
    case 'loading':
      return (
        <Frame polls={rosterId}>
          <Progress
            id="roster"
            label="Loading people from HaloPSA"
            {...numbers(progress)}
            secondsLeft={progress.secondsLeft}
          />
        </Frame>
      );
    case 'waiting':
      return (
        <Frame polls={rosterId}>
          <Progress id="roster" label="Waiting for HaloPSA" {...numbers(progress)}>
            <p class="notice info">
              <Icon name="clock" size={20} />
              <span>
                HaloPSA allows a limited number of requests in 5 minutes, and that number is reached. Loading goes on by
                itself at <Moment at={progress.until} />. You can leave this page and come back.
              </span>
            </p>
          </Progress>
        </Frame>
      );
    case 'failed':
      return (
        <Frame>
          <Failed team={team} group={group} progress={progress} />
        </Frame>
      );
    case 'ready':
      return <Frame ready>The people are loaded.</Frame>;
  }
}

function numbers({ received, announced }: { received: number; announced: number | null }) {
  return {
    done: received,
    total: announced,
    word: received === 1 && announced === null ? 'person loaded' : 'people loaded',
  };
}

type Failure = Extract<RosterProgressState, { state: 'failed' }>;

function Failed({ team, group, progress }: Pick<Props, 'team' | 'group'> & { progress: Failure }): VNode {
  const { what, next } = haloFault(progress.fault, progress.retryAt);
  return (
    <>
      <div class="notice error" role="alert">
        <Icon name="circle-x" size={20} />
        <div>
          <p class="banner-title">The people could not be loaded. {what}</p>
          <p>{next}</p>
        </div>
      </div>
      <div class="form-actions">
        <ButtonForm
          kind="primary"
          icon="refresh-cw"
          action={`/teams/${team.id}/psa-import/rosters`}
          fields={{ group: group.value }}
        >
          Load again
        </ButtonForm>
        <ButtonLink href={`/teams/${team.id}/psa-import`}>Select another group</ButtonLink>
      </div>
    </>
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
