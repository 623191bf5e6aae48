import type { VNode } from 'preact';
import { ActionMenu, type MenuItem } from '../../../views/components/action-menu.js';
import { ButtonLink } from '../../../views/components/button.js';
import { Chip } from '../../../views/components/chip.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { link, Pager } from '../../../views/components/pager.js';
import { Found } from '../../../views/components/search-form.js';
import { Table, type Column } from '../../../views/components/table.js';
import type { Sorting } from '../../../views/components/table-sort.js';
import { Moment } from '../../../views/components/time.js';
import { orderText } from '../../../shared/list-order.js';
import type { Keyset, TeamRef, Viewer } from '../../../views/types.js';
import { TEAM_ORDERS, type TeamOrder } from './team-list.js';

export interface TeamRow extends TeamRef {
  readonly people: number;
  readonly lastImport: { readonly id: string; readonly at: Date } | null;
  readonly archived: boolean;
}

export interface FoundTeamsProps {
  visitor: Viewer;
  teams: readonly TeamRow[];
  /** search: ?q= */
  q: string;
  /** ?archived=yes: archived Teams are included */
  archived: boolean;
  /** ?sort= */
  order?: TeamOrder;
  /** ?after= */
  page: Keyset;
}

export const BY_NAME: TeamOrder = { by: 'name', desc: false };

/** What an admin can do with a Team. */
export function teamActions(team: TeamRef): readonly MenuItem[] {
  return [
    { label: 'PSA Import', href: `/teams/${team.id}/psa-import`, icon: 'download' },
    { label: 'Edit', href: `/teams/${team.id}/edit`, icon: 'pencil' },
    { label: 'Add person', href: `/teams/${team.id}/members/new`, icon: 'user-plus' },
    history(team),
    { label: 'Archive', href: `/teams/${team.id}/archive`, icon: 'archive' },
  ];
}

const history = (team: TeamRef): MenuItem => ({ label: 'History', href: `/teams/${team.id}/history`, icon: 'history' });

const archivedActions = (team: TeamRef): readonly MenuItem[] => [
  history(team),
  { label: 'Reopen', href: `/teams/${team.id}/reopen`, icon: 'archive-restore' },
];

function columns({ role }: Viewer): Column<TeamRow>[] {
  const all: Column<TeamRow>[] = [
    { head: 'Team', title: true, sort: 'name', cell: (team) => <TeamName team={team} /> },
    { head: 'People', number: true, sort: 'people', greatestFirst: true, cell: (team) => count(team.people) },
    {
      ...{ head: 'Last import', sort: 'import', greatestFirst: true },
      cell: ({ lastImport }) => <LastImport of={lastImport} />,
    },
  ];
  if (role !== 'admin') return all;
  const menu = (team: TeamRow) => (
    <ActionMenu about={team.name} items={team.archived ? archivedActions(team) : teamActions(team)} />
  );
  return [...all, { head: 'Action', quietHead: true, class: 'row-action', cell: menu }];
}

/** The Teams of a page, as a search replaces them. */
export function FoundTeams({ visitor, teams, q, archived, order = BY_NAME, page }: FoundTeamsProps): VNode {
  const filter = { q, archived: archived ? 'yes' : null };
  const to: Sorting['to'] = (by, desc) => {
    return link('/teams', { ...filter, sort: orderText({ by: by as TeamOrder['by'], desc }, TEAM_ORDERS) });
  };
  const query = { ...filter, sort: orderText(order, TEAM_ORDERS) };
  const pager = { label: 'Teams', path: '/teams', query, cursor: 'after', page } as const;
  return (
    <Found>
      <Pager {...pager} above />
      {teams.length === 0 ? (
        <NoTeams q={q} isAdmin={visitor.role === 'admin'} />
      ) : (
        <Table
          caption="Teams"
          columns={columns(visitor)}
          rows={teams}
          rowKey={(team) => team.id}
          sorting={{ ...order, to }}
        />
      )}
      <Pager {...pager} />
    </Found>
  );
}

function TeamName({ team }: { team: TeamRow }): VNode {
  return (
    <span class="with-chips">
      <a href={`/teams/${team.id}`}>
        <Name>{team.name}</Name>
      </a>
      {team.archived && <Chip icon="archive">Archived</Chip>}
    </span>
  );
}

function LastImport({ of }: { of: TeamRow['lastImport'] }): VNode {
  if (of === null) return <span class="secondary">Never</span>;
  return (
    <a href={`/imports/${of.id}`}>
      <Moment at={of.at} />
    </a>
  );
}

export function AddTeam(): VNode {
  return (
    <ButtonLink kind="primary" icon="plus" href="/teams/new">
      Add Team
    </ButtonLink>
  );
}

function NoTeams({ q, isAdmin }: { q: string; isAdmin: boolean }): VNode {
  if (q !== '')
    return (
      <EmptyState icon="search" title="No Team found" action={<ButtonLink href="/teams">Show all Teams</ButtonLink>}>
        No Team has “<Name>{q}</Name>” in its name.
      </EmptyState>
    );
  return (
    <EmptyState icon="building-2" title="No Teams yet" action={isAdmin && <AddTeam />}>
      {isAdmin
        ? 'Add a Team for a client company, then import its people from HaloPSA.'
        : 'Teams appear here as soon as an admin has added one.'}
    </EmptyState>
  );
}
