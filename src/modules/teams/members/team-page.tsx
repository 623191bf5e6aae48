import type { VNode } from 'preact';
import { ActionMenu } from '../../../views/components/action-menu.js';
import { Banner } from '../../../views/components/banner.js';
import { isolated } from '../../../views/components/name.js';
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
import { NoMembers, AddPerson, PsaImport, ReopenTeam } from './no-members.js';

export type { MemberRow } from './member-columns.js';

interface TeamPageProps {
  visitor: Viewer;
  team: TeamRef & { readonly archived: boolean };
  members: readonly MemberRow[];
  /** people in the Team, regardless of the search */
  total: number;
  /** ?q= */
  q: string;
  /** ?after= */
  page: Keyset;
  /** newest first; empty for visitors who may not see it */
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
