import type { VNode } from 'preact';
import { ActionMenu, type MenuItem } from '../../../views/components/action-menu.js';
import { LookAlikes } from '../../../views/components/look-alikes.js';
import { Name } from '../../../views/components/name.js';
import type { Column } from '../../../views/components/table.js';
import { Moment } from '../../../views/components/time.js';
import type { TeamRef, Viewer } from '../../../views/types.js';
import { personName } from '../../../views/words/reasons.js';

export interface MemberRow {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly origin: { readonly kind: 'import'; readonly importId: string } | { readonly kind: 'by-hand' };
  readonly at: Date;
  /** name of the person who did it */
  readonly by: string;
}

/** People can be removed from an archived Team too: otherwise their addresses would stay locked. */
export function memberColumns(visitor: Viewer, team: TeamRef): Column<MemberRow>[] {
  const columns: Column<MemberRow>[] = [
    {
      head: 'Name',
      title: true,
      sort: 'name',
      cell: (member) => <PersonName member={member} linked={visitor.role !== 'client-admin'} />,
    },
    { head: 'Email address', class: 'email', cell: (member) => <Name>{member.email}</Name> },
    {
      head: 'Where from',
      class: 'short',
      cell: (member) => <Origin of={member.origin} linked={visitor.role !== 'client-admin'} />,
    },
    { head: 'When', cell: (member) => <Moment at={member.at} /> },
    { head: 'By', class: 'by', cell: (member) => <Name>{member.by}</Name> },
  ];
  if (visitor.role === 'auditor') return columns;
  const menu = ({ accountId, name }: MemberRow) => (
    <ActionMenu about={personName(name)} items={memberActions(visitor, team.id, accountId)} />
  );
  return [...columns, { head: 'Action', quietHead: true, class: 'row-action', cell: menu }];
}

/** A client admin has one Team, and is not told of others. */
function memberActions({ role }: Viewer, teamId: string, accountId: string): MenuItem[] {
  const path = `/teams/${teamId}/members/${accountId}`;
  const history: MenuItem = { label: 'History', href: `/people/${accountId}`, icon: 'history' };
  const move: MenuItem = { label: 'Move to another Team', href: `${path}/move`, icon: 'arrow-right' };
  return [
    { label: 'Correct the name', href: `${path}/name`, icon: 'pencil' },
    ...(role === 'admin' ? [move, history] : []),
    { label: 'Remove', href: `${path}/remove`, icon: 'user-minus' },
  ];
}

/** Linked to the person's history, for those who may see it. */
function PersonName({ member, linked }: { member: MemberRow; linked: boolean }): VNode {
  const { accountId, name, email } = member;
  const shown = <Name>{personName(name)}</Name>;
  return (
    <span class="with-chips">
      {linked ? <a href={`/people/${accountId}`}>{shown}</a> : shown} <LookAlikes name={name} email={email} />
    </span>
  );
}

function Origin({ of, linked }: { of: MemberRow['origin']; linked: boolean }): VNode {
  if (of.kind === 'by-hand') return <span>Added by hand</span>;
  return linked ? <a href={`/imports/${of.importId}`}>PSA Import</a> : <span>Imported</span>;
}
