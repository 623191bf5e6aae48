import type { ComponentChildren, VNode } from 'preact';
import { ButtonForm, ButtonLink } from '../components/button.js';
import { EmptyState } from '../components/empty-state.js';
import { errorsAside } from '../components/htmx.js';
import { Icon } from '../components/icon.js';
import { haloFault, type HaloFaultCode } from '../halo-words.js';
import { loadAction, SelectGroup, type GroupProblem, type LoadedGroups } from './select-group.js';

interface FailedGroups {
  readonly state: 'failed';
  readonly fault: HaloFaultCode;
  readonly retryAt?: Date | undefined;
  /** what was loaded before */
  readonly kept?: LoadedGroups | undefined;
}

export type GroupsState = { readonly state: 'loading' } | LoadedGroups | FailedGroups;

export interface GroupsSectionProps {
  teamId: string;
  groups: GroupsState;
  /** value of the group that was chosen before */
  selected?: string | undefined;
  problem?: GroupProblem | undefined;
}

/**
 * The fragment of POST /teams/:id/psa-import/groups, and a part of the page. While it says `loading`, htmx sends that request as soon as
 * the page is there; without JavaScript the button does.
 */
export function GroupsSection({ teamId, groups, selected, problem }: GroupsSectionProps): VNode {
  switch (groups.state) {
    case 'loading':
      return <Loading teamId={teamId} />;
    case 'failed':
      return (
        <Frame>
          <Failed groups={groups} />
          {groups.kept && groups.kept.groups.length > 0 && !needsOthers(groups.fault) ? (
            <SelectGroup {...{ teamId, selected, problem }} loaded={groups.kept} />
          ) : (
            <AfterFailure teamId={teamId} fault={groups.fault} />
          )}
        </Frame>
      );
    case 'loaded':
      return (
        <Frame>
          {groups.groups.length === 0 ? (
            <Empty teamId={teamId} />
          ) : (
            <SelectGroup {...{ teamId, selected, problem }} loaded={groups} />
          )}
        </Frame>
      );
  }
}

function Loading({ teamId }: { teamId: string }): VNode {
  return (
    <Frame busy loads={loadAction(teamId)}>
      <p class="loading-line script-only" role="status">
        <Icon name="loader-circle" size={20} class="spin" />
        Loading groups from HaloPSA…
      </p>
      <div class="load-failed">
        <p>The groups could not be loaded. Try again in a moment.</p>
        <ButtonForm action={loadAction(teamId)} kind="primary" icon="refresh-cw" busy="Asking HaloPSA…">
          Load Groups
        </ButtonForm>
      </div>
      <div class="no-script-only">
        <ButtonForm action={loadAction(teamId)} kind="primary">
          Load Groups
        </ButtonForm>
      </div>
    </Frame>
  );
}

function Failed({ groups: { fault, retryAt } }: { groups: FailedGroups }): VNode {
  const { what, next } = haloFault(fault, retryAt);
  return (
    <div class="notice error" role="alert">
      <Icon name="circle-x" size={20} />
      <div>
        <p class="banner-title">The groups could not be loaded. {what}</p>
        <p>{next}</p>
      </div>
    </div>
  );
}

/** With the stored credentials nobody can load anything, not even from what was loaded with them before. */
const needsOthers = (fault: HaloFaultCode) => fault === 'wrong-credentials' || fault === 'not-permitted';

function AfterFailure({ teamId, fault }: { teamId: string; fault: HaloFaultCode }): VNode {
  return (
    <div class="form-actions">
      <ButtonForm action={loadAction(teamId)} kind="primary" icon="refresh-cw" busy="Asking HaloPSA…">
        Load Groups
      </ButtonForm>
      {needsOthers(fault) && (
        <ButtonLink href={`/teams/${teamId}/psa-import/credentials`}>Replace credentials</ButtonLink>
      )}
    </div>
  );
}

function Empty({ teamId }: { teamId: string }): VNode {
  return (
    <EmptyState
      icon="inbox"
      title="HaloPSA shows no groups"
      action={
        <ButtonForm action={loadAction(teamId)} kind="primary" icon="refresh-cw" busy="Asking HaloPSA…">
          Load Groups
        </ButtonForm>
      }
    >
      HaloPSA accepted the credentials, but its list is empty. This is also what it answers when the agent of the API
      application may not see clients: check the agent’s roles and the permission read:customers in HaloPSA, then load
      again.
    </EmptyState>
  );
}

function Frame({ busy, loads, children }: { busy?: boolean; loads?: string; children: ComponentChildren }): VNode {
  const request =
    loads === undefined ? {} : { 'hx-post': loads, 'hx-trigger': 'load', 'hx-swap': 'outerHTML', ...errorsAside };
  return (
    <section id="groups" class="panel groups" aria-label="Groups" aria-busy={busy ? 'true' : undefined} {...request}>
      {children}
    </section>
  );
}
