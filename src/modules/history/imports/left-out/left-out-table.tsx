import type { VNode } from 'preact';
import { orderText } from '../../../../shared/list-order.js';
import { ButtonLink } from '../../../../views/components/button.js';
import { EmptyState } from '../../../../views/components/empty-state.js';
import { LookAlikes } from '../../../../views/components/look-alikes.js';
import { Name } from '../../../../views/components/name.js';
import { link, Pager } from '../../../../views/components/pager.js';
import { Table, type Column } from '../../../../views/components/table.js';
import type { Keyset } from '../../../../views/types.js';
import { personName } from '../../../../views/words/reasons.js';
import type { LeftOutReason } from '../../../imports/index.js';
import type { ImportEntry } from '../import-entries.js';
import { LEFT_OUT_ORDERS, type LeftOutOrder, type LeftOutPerson } from './left-out-people.js';

export interface LeftOutTableProps {
  entry: ImportEntry;
  people: readonly LeftOutPerson[];
  /** ?reason= */
  reason: LeftOutReason | null;
  /** ?q= */
  q: string;
  /** ?sort= */
  order: LeftOutOrder;
  /** ?after= */
  page: Keyset;
}

export function leftOutWord(reason: LeftOutReason): string {
  switch (reason) {
    case 'not-ticked':
      return 'Not ticked';
    case 'already-in-this-team':
      return 'Already in this Team';
    case 'cancelled-before':
      return 'Cancelled before their turn';
  }
}

const columns: Column<LeftOutPerson>[] = [
  {
    head: 'Name',
    title: true,
    sort: 'name',
    cell: ({ name, email }) => (
      <span class="with-chips">
        <Name>{personName(name)}</Name> <LookAlikes name={name} email={email} />
      </span>
    ),
  },
  {
    head: 'Email address',
    class: 'email',
    cell: ({ email }) => (email !== null ? <Name>{email}</Name> : <span class="secondary">No address</span>),
  },
  { head: 'Site', cell: ({ site }) => (site ? <Name>{site}</Name> : <span class="secondary">No site</span>) },
  { head: 'Why', cell: ({ reason }) => leftOutWord(reason) },
];

export function LeftOutTable({ entry, people, reason, q, order, page }: LeftOutTableProps): VNode {
  if (people.length === 0) return <NoOne importId={entry.id} reason={reason} q={q} />;
  const path = `/imports/${entry.id}/left-out`;
  const sorted = (by: LeftOutOrder) => ({ reason, q, sort: orderText(by, LEFT_OUT_ORDERS) });
  const to = (by: string, desc: boolean) => link(path, sorted({ by: by as LeftOutOrder['by'], desc }));
  const pager = { label: 'people left out', path, query: sorted(order), cursor: 'after', page } as const;
  return (
    <>
      <Pager {...pager} above />
      <Table
        caption="People left out of this import"
        columns={columns}
        rows={people}
        rowKey={({ haloId }) => haloId}
        sorting={{ ...order, to }}
      />
      <Pager {...pager} />
    </>
  );
}

function NoOne({ importId, reason, q }: { importId: string; reason: LeftOutReason | null; q: string }): VNode {
  const path = `/imports/${importId}`;
  if (q === '')
    return (
      <EmptyState icon="users" title={reason ? 'No one was left out for this reason' : 'No one was left out'}>
        {reason ? 'Choose another reason above.' : 'Everyone in the list was imported or rejected.'}
      </EmptyState>
    );
  return (
    <EmptyState
      icon="search"
      title={reason ? 'No one found who was left out for this reason' : 'No one found who was left out'}
      action={<ButtonLink href={link(path, { q })}>Search the imported and rejected</ButtonLink>}
    >
      {reason ? (
        <a href={link(`${path}/left-out`, { q })}>Search all people left out</a>
      ) : (
        'Try less of the name, or the email address.'
      )}
    </EmptyState>
  );
}
