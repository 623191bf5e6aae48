import type { VNode } from 'preact';
import { Icon } from '../../views/components/icon.js';
import { Name } from '../../views/components/name.js';
import { Table, type Column } from '../../views/components/table.js';
import { personName } from '../../views/words/reasons.js';
import type { RemovalPerson } from './removal-types.js';
import { keptReason } from './removal-words.js';

interface Props {
  caption: string;
  people: readonly RemovalPerson[];
  /** of those without an outcome */
  open: string;
}

/** The people of a removal. One who was erased meanwhile has no name. */
export function RemovalPeopleTable({ caption, people, open }: Props): VNode {
  const columns: Column<RemovalPerson>[] = [
    { head: 'Name', title: true, cell: (row) => <Person {...row} /> },
    {
      head: 'Email address',
      class: 'email',
      cell: ({ person }) => (person ? <Name>{person.email}</Name> : <span class="secondary">Erased</span>),
    },
    { head: 'What happens', cell: ({ outcome }) => <What outcome={outcome} open={open} /> },
  ];
  return <Table caption={caption} columns={columns} rows={people} rowKey={({ accountId }) => accountId} />;
}

/** Leads to what happened to the person, which is where it says why they were kept. */
function Person({ accountId, person }: RemovalPerson): VNode {
  return (
    <a href={`/people/${accountId}`}>
      <Name>{personName(person?.name ?? '')}</Name>
    </a>
  );
}

function What({ outcome, open }: Pick<RemovalPerson, 'outcome'> & { open: string }): VNode {
  const isKept = outcome !== null && outcome !== 'done';
  return (
    <span class="verdict-line neutral">
      <Icon name={isKept ? 'user-check' : 'user-minus'} />
      {isKept ? `Kept: ${keptReason(outcome)}` : outcome === 'done' ? 'Removed' : open}
    </span>
  );
}
