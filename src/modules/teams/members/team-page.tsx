import type { VNode } from 'preact';
import { ActionMenu } from '../../../views/components/action-menu.js';
import { Banner } from '../../../views/components/banner.js';
import { ButtonLink } from '../../../views/components/button.js';
import { DayForm } from '../../../views/components/day-form.js';
import { ExportMenu } from '../../../views/components/export-menu.js';
import { isolated } from '../../../views/components/name.js';
import { people } from '../../../views/components/number.js';
import { link, Pager } from '../../../views/components/pager.js';
import { Found, SearchForm } from '../../../views/components/search-form.js';
import { Table } from '../../../views/components/table.js';
import { Page } from '../../../views/layout/page.js';
import { orderText } from '../../../shared/list-order.js';
import type { BannerProps, Keyset, TeamRef, Viewer } from '../../../views/types.js';
import { memberColumns, type MemberRow } from './member-columns.js';
import { MEMBER_ORDERS, type MemberOrder } from './members.js';
import type { TeamChange } from './team-changes.js';
import { TeamHistory } from './team-history.js';
import type { UnfinishedList } from './unfinished.js';
import { YourLists } from './unfinished-lists.js';
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
  /** ?sort= */
  order?: MemberOrder;
  /** ?after= */
  page: Keyset;
  /** newest first; empty for visitors who may not see it */
  history?: readonly TeamChange[];
  /** lists that the visitor began for this Team */
  lists?: readonly UnfinishedList[];
  banner?: BannerProps | undefined;
}

const BY_NAME: MemberOrder = { by: 'name', desc: false };

export function TeamPage(props: TeamPageProps): VNode {
  const { visitor, team, total, history = [], lists = [], banner } = props;
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
          !own && <QuietActions team={team} visitor={visitor} />
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
      <YourLists lists={lists} />
      <Toolbar {...props} />
      <FoundMembers {...props} />
      {history.length > 0 && <TeamHistory teamId={team.id} entries={history} />}
    </Page>
  );
}

/** Everyone of the Team, or those found; for those who may see its history, also of an earlier day. */
function Toolbar({ visitor, team, total, q, order = BY_NAME }: TeamPageProps): VNode | null {
  const path = `/teams/${team.id}`;
  const searches = total > 0 || q !== '';
  const seesPast = visitor.role !== 'client-admin';
  if (!searches && !seesPast) return null;
  return (
    <div class="toolbar">
      {searches && (
        <SearchForm path={path} label="Search people" q={q} keep={{ sort: orderText(order, MEMBER_ORDERS) }} live />
      )}
      {seesPast && <DayForm path={`${path}/as-of`} id="day" label="As of the end of" value="" />}
    </div>
  );
}

function FoundMembers({ visitor, team, members, q, order = BY_NAME, page }: TeamPageProps): VNode {
  const path = `/teams/${team.id}`;
  const changes = visitor.role !== 'auditor' && !team.archived;
  const to = (by: string, desc: boolean) => {
    return link(path, { q, sort: orderText({ by: by as MemberOrder['by'], desc }, MEMBER_ORDERS) });
  };
  const query = { q, sort: orderText(order, MEMBER_ORDERS) };
  const pager = { label: `people in ${isolated(team.name)}`, path, query, cursor: 'after', page } as const;
  return (
    <Found>
      {members.length > 0 && <ExportMenu action={`${path}/export`} filter={query} />}
      <Pager {...pager} above />
      {visitor.role === 'admin' && q !== '' && members.length > 0 && (
        <p>
          <a href={link(`${path}/members/remove`, { q })}>Remove all found…</a>
        </p>
      )}
      {members.length === 0 ? (
        <NoMembers team={team} q={q} visitor={visitor} changes={changes} />
      ) : (
        <Table
          caption={`People in ${isolated(team.name)}`}
          columns={memberColumns(visitor, team)}
          rows={members}
          rowKey={(member) => member.accountId}
          sorting={{ ...order, to }}
        />
      )}
      <Pager {...pager} />
    </Found>
  );
}

/** Of an archived Team, or for an auditor. */
function QuietActions({ team, visitor }: { team: TeamRef; visitor: Viewer }): VNode {
  return (
    <>
      <ButtonLink icon="history" href={`/teams/${team.id}/history`}>
        History
      </ButtonLink>
      {visitor.role === 'admin' && <ReopenTeam team={team} />}
    </>
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
