import type { ComponentChildren, VNode } from 'preact';
import { Banner } from '../components/banner.js';
import { Button, ButtonForm, ButtonLink } from '../components/button.js';
import { EmptyState } from '../components/empty-state.js';
import { ErrorSummary } from '../components/error-summary.js';
import { errorsAside } from '../components/htmx.js';
import { Icon } from '../components/icon.js';
import { count } from '../components/number.js';
import { SelectThatFinds, type ChoiceGroup } from '../components/select-that-finds.js';
import { Moment } from '../components/time.js';
import { haloFault, type HaloFaultCode } from '../halo-words.js';
import type { FewerThanAnnounced } from '../imports/roster-types.js';
import type { GroupRef } from '../types.js';

export interface GroupOption extends GroupRef {
  readonly kind: 'client' | 'list';
}

export type GroupsState =
  | { readonly state: 'loading' }
  | {
      readonly state: 'loaded';
      readonly groups: readonly GroupOption[];
      /** how many HaloPSA said there are, if more */
      readonly announced?: number | undefined;
      readonly loadedAt: Date;
    }
  | { readonly state: 'failed'; readonly fault: HaloFaultCode; readonly retryAt?: Date | undefined };

export interface GroupsSectionProps {
  teamId: string;
  groups: GroupsState;
  /** value of the group that was chosen before */
  selected?: string | undefined;
  problem?: 'missing' | 'unknown' | undefined;
}

const groupProblems = {
  missing: 'Select the user list that you want to import.',
  unknown: 'This group is no longer in HaloPSA. Select another one.',
} as const;

/**
 * The fragment of POST /teams/:id/psa-import/groups, and a part of the page. While it says `loading`, htmx sends that request as soon as
 * the page is there; without JavaScript the button does.
 */
export function GroupsSection({ teamId, groups, selected, problem }: GroupsSectionProps): VNode {
  switch (groups.state) {
    case 'loading':
      return <Loading teamId={teamId} />;
    case 'failed':
      return <Failed teamId={teamId} fault={groups.fault} retryAt={groups.retryAt} />;
    case 'loaded':
      return groups.groups.length === 0 ? (
        <Empty teamId={teamId} />
      ) : (
        <Select
          teamId={teamId}
          groups={groups.groups}
          announced={groups.announced}
          loadedAt={groups.loadedAt}
          selected={selected}
          problem={problem}
        />
      );
  }
}

const loadAction = (teamId: string) => `/teams/${teamId}/psa-import/groups`;

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

type FailedProps = Pick<Extract<GroupsState, { state: 'failed' }>, 'fault' | 'retryAt'>;

function Failed({ teamId, fault, retryAt }: FailedProps & { teamId: string }): VNode {
  const { what, next } = haloFault(fault, retryAt);
  return (
    <Frame>
      <div class="notice error" role="alert">
        <Icon name="circle-x" size={20} />
        <div>
          <p class="banner-title">The groups could not be loaded. {what}</p>
          <p>{next}</p>
        </div>
      </div>
      <div class="form-actions">
        <ButtonForm action={loadAction(teamId)} kind="primary" icon="refresh-cw" busy="Asking HaloPSA…">
          Load Groups
        </ButtonForm>
        {(fault === 'wrong-credentials' || fault === 'not-permitted') && (
          <ButtonLink href={`/teams/${teamId}/psa-import/credentials`}>Replace credentials</ButtonLink>
        )}
      </div>
    </Frame>
  );
}

function Empty({ teamId }: { teamId: string }): VNode {
  return (
    <Frame>
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
    </Frame>
  );
}

type SelectProps = Required<Pick<GroupsSectionProps, 'teamId' | 'selected' | 'problem'>> &
  Pick<Extract<GroupsState, { state: 'loaded' }>, 'groups' | 'announced' | 'loadedAt'>;

function Select({ teamId, groups, announced, loadedAt, selected, problem }: SelectProps): VNode {
  const error = problem && groupProblems[problem];
  return (
    <Frame>
      {announced !== undefined && announced > groups.length && <Fewer announced={announced} received={groups.length} />}
      <ErrorSummary problems={error ? [{ field: 'group', text: error }] : []} />
      <form noValidate method="post" action={`/teams/${teamId}/psa-import/rosters`} class="form">
        <SelectThatFinds
          id="group"
          label="Select Group"
          hint="Find the user list that you want to import to this Team."
          error={error}
          none="Select a group"
          placeholder="Type to find a group"
          groups={choices(groups)}
          selected={selected}
        />
        <div class="form-actions">
          <Button kind="primary" icon="users">
            Show people
          </Button>
        </div>
      </form>
      <div class="loaded-line">
        <p>
          {count(groups.length)} {groups.length === 1 ? 'group' : 'groups'}, loaded <Moment at={loadedAt} />
        </p>
        <ButtonForm action={loadAction(teamId)} kind="quiet" small icon="refresh-cw" busy="Asking HaloPSA…">
          Load again
        </ButtonForm>
      </div>
    </Frame>
  );
}

function Fewer({ announced, received }: FewerThanAnnounced): VNode {
  return (
    <Banner
      kind="warning"
      title={`HaloPSA announced ${count(announced)} groups, but sent ${count(received)}.`}
      text="The agent of the API application may not be allowed to see all of them. You can import from the groups below."
    />
  );
}

function choices(groups: readonly GroupOption[]): ChoiceGroup[] {
  const of = (kind: GroupOption['kind']) =>
    groups.filter((group) => group.kind === kind).map(({ value, name }) => ({ value, label: name }));
  return [
    { label: 'Clients', choices: of('client') },
    { label: 'Distribution lists', choices: of('list') },
  ].filter(({ choices }) => choices.length > 0);
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
