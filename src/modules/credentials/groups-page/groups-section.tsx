import type { ComponentChildren, VNode } from 'preact';
import { ButtonForm } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { errorsAside } from '../../../views/components/htmx.js';
import { Icon } from '../../../views/components/icon.js';
import type { GroupEntry } from './group-entry.js';
import { GroupWarnings, loadAction, SelectGroup, type GroupProblem, type LoadedGroups } from './select-group.js';
import { type FailedGroups, Failed, needsOthers, AfterFailure } from './groups-failed.js';

export type GroupsState = { readonly state: 'loading' } | LoadedGroups | FailedGroups;

export interface GroupsSectionProps extends GroupEntry {
  teamId: string;
  groups: GroupsState;
  problem?: GroupProblem | undefined;
}

/**
 * A part of the page, and the fragment that POST /teams/:id/psa-import/groups returns. In the state `loading`, htmx sends that request as
 * soon as the page is loaded; without JavaScript, the user presses the button.
 */
export function GroupsSection({ teamId, groups, problem, ...entry }: GroupsSectionProps): VNode {
  switch (groups.state) {
    case 'loading':
      return <Loading teamId={teamId} {...entry} />;
    case 'failed':
      return (
        <Frame>
          <Failed groups={groups} />
          {groups.kept && groups.kept.groups.length > 0 && !needsOthers(groups.fault) ? (
            <SelectGroup {...{ teamId, problem, ...entry }} loaded={groups.kept} />
          ) : (
            <AfterFailure teamId={teamId} fault={groups.fault} />
          )}
        </Frame>
      );
    case 'loaded':
      return (
        <Frame>
          {groups.groups.length === 0 ? (
            <>
              <GroupWarnings {...groups} />
              <Empty teamId={teamId} />
            </>
          ) : (
            <SelectGroup {...{ teamId, problem, ...entry }} loaded={groups} />
          )}
        </Frame>
      );
  }
}

/** Sends the content of the field along, so that it comes back with the groups. */
function Loading({ teamId, selected, typed }: GroupEntry & { teamId: string }): VNode {
  const fields = { ...(selected ? { group: selected } : {}), ...(typed ? { 'group-typed': typed } : {}) };
  return (
    <Frame busy loads={loadAction(teamId)} fields={fields}>
      <p class="loading-line script-only" role="status">
        <Icon name="loader-circle" size={20} class="spin" />
        Loading groups from HaloPSA…
      </p>
      <div class="load-failed">
        <p>The groups could not be loaded. Try again in a moment.</p>
        <ButtonForm action={loadAction(teamId)} fields={fields} kind="primary" icon="refresh-cw" busy="Asking HaloPSA…">
          Load Groups
        </ButtonForm>
      </div>
      <div class="no-script-only">
        <ButtonForm action={loadAction(teamId)} fields={fields} kind="primary">
          Load Groups
        </ButtonForm>
      </div>
    </Frame>
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

/** Longer than the portal's own limit for loading groups (halo-connector/options.ts). */
const GROUPS_TIMEOUT_MS = 75_000;

interface FrameProps {
  busy?: boolean;
  /** the URL to request the groups from as soon as the page is loaded; `fields` are sent along */
  loads?: string;
  fields?: Readonly<Record<string, string>>;
  children: ComponentChildren;
}

function Frame({ busy, loads, fields, children }: FrameProps): VNode {
  const asks = {
    ...{ 'hx-post': loads, 'hx-vals': JSON.stringify(fields), 'hx-trigger': 'load', 'hx-swap': 'outerHTML' },
    'hx-config': JSON.stringify({ timeout: GROUPS_TIMEOUT_MS }),
  };
  const request = loads === undefined ? {} : { ...asks, ...errorsAside };
  return (
    <section id="groups" class="panel groups" aria-label="Groups" aria-busy={busy ? 'true' : undefined} {...request}>
      {children}
    </section>
  );
}
