import type { ComponentChildren, VNode } from 'preact';
import { ActionMenu } from '../../../views/components/action-menu.js';
import { Banner } from '../../../views/components/banner.js';
import { ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { isolated, Name } from '../../../views/components/name.js';
import { people } from '../../../views/components/number.js';
import { Pager } from '../../../views/components/pager.js';
import { SearchForm } from '../../../views/components/search-form.js';
import { Table } from '../../../views/components/table.js';
import { Page } from '../../../views/layout/page.js';
import type { BannerProps, Keyset, TeamRef, Viewer } from '../../../views/types.js';
import { memberColumns, type MemberRow } from './member-columns.js';
import type { TeamChange } from './team-changes.js';
import { TeamHistory } from './team-history.js';
import { teamActions } from '../team-list/teams-page.js';

export type { MemberRow } from './member-columns.js';

export interface TeamPageProps {
  visitor: Viewer;
  team: TeamRef & { readonly archived: boolean };
  members: readonly MemberRow[];
  /** people in the Team, whatever the search */
  total: number;
  /** ?q= */
  q: string;
  /** ?after= */
  page: Keyset;
  /** newest first; empty for whom it is not */
  history?: readonly TeamChange[];
  banner?: BannerProps | undefined;
}

export function TeamPage({ visitor, team, members, total, q, page, history = [], banner }: TeamPageProps): VNode {
  const path = `/teams/${team.id}`;
  const changes = visitor.role !== 'auditor' && !team.archived;
  const own = visitor.role === 'client-admin';
  return (
    <Page
      title={isolated(team.name)}
      visitor={visitor}
      current="teams"
      banner={banner}
      breadcrumbs={own ? [] : [{ label: 'Teams', href: '/teams' }, { label: team.name }]}
      lead={total === 0 ? undefined : people(total)}
      action={
        changes ? (
          own ? (
            <AddPerson team={team} primary />
          ) : (
            <AdminActions team={team} />
          )
        ) : (
          visitor.role === 'admin' && <ReopenTeam team={team} />
        )
      }
    >
      {team.archived && (
        <Banner
          kind="info"
          title="This Team is archived."
          text="It takes no more people until it is reopened. Its people keep their accounts and addresses until they are removed."
        />
      )}
      {(total > 0 || q !== '') && (
        <div class="toolbar">
          <SearchForm path={path} label="Find a person" q={q} />
        </div>
      )}
      {members.length === 0 ? (
        <NoMembers team={team} q={q} visitor={visitor} changes={changes} />
      ) : (
        <Table
          caption={`People in ${isolated(team.name)}`}
          columns={memberColumns(visitor, team)}
          rows={members}
          rowKey={(member) => member.accountId}
        />
      )}
      <Pager label={`people in ${isolated(team.name)}`} path={path} query={{ q }} cursor="after" page={page} />
      {history.length > 0 && <TeamHistory entries={history} />}
    </Page>
  );
}

function AdminActions({ team }: { team: TeamRef }): VNode {
  return (
    <>
      <ActionMenu about={team.name} items={teamActions(team).filter(({ label }) => label !== 'PSA Import')} />
      <PsaImport team={team} />
    </>
  );
}

function ReopenTeam({ team }: { team: TeamRef }): VNode {
  return (
    <ButtonLink icon="archive-restore" href={`/teams/${team.id}/reopen`}>
      Reopen
    </ButtonLink>
  );
}

function PsaImport({ team }: { team: TeamRef }): VNode {
  return (
    <ButtonLink kind="primary" icon="download" href={`/teams/${team.id}/psa-import`}>
      PSA Import
    </ButtonLink>
  );
}

function AddPerson({ team, primary = false }: { team: TeamRef; primary?: boolean }): VNode {
  return (
    <ButtonLink kind={primary ? 'primary' : 'secondary'} icon="user-plus" href={`/teams/${team.id}/members/new`}>
      Add person
    </ButtonLink>
  );
}

function NoMembers({
  team,
  q,
  visitor,
  changes,
}: {
  team: TeamPageProps['team'];
  q: string;
  visitor: Viewer;
  changes: boolean;
}): VNode {
  if (q !== '')
    return (
      <EmptyState
        icon="search"
        title="Nobody found"
        action={<ButtonLink href={`/teams/${team.id}`}>Show everybody</ButtonLink>}
      >
        Nobody in this Team has “<Name>{q}</Name>” in the name or email address.
      </EmptyState>
    );
  const next = nextStep(team, visitor, changes);
  return (
    <EmptyState
      icon="users"
      title={team.archived ? 'Nobody is in this Team' : 'Nobody is in this Team yet'}
      action={next.action}
    >
      {next.words}
    </EmptyState>
  );
}

function nextStep(
  team: TeamPageProps['team'],
  visitor: Viewer,
  changes: boolean,
): { words: string; action?: ComponentChildren } {
  if (team.archived) return { words: 'It was archived without people.' };
  if (!changes) return { words: 'People appear here as soon as they are imported or added.' };
  if (visitor.role === 'client-admin')
    return {
      words: 'Add the first person by hand, with a name and an email address.',
      action: <AddPerson team={team} primary />,
    };
  const both = (
    <>
      <PsaImport team={team} />
      <AddPerson team={team} />
    </>
  );
  return { words: 'Bring people over from HaloPSA, or add one by hand.', action: both };
}
