import type { VNode } from 'preact';
import { EmptyState } from '../../../views/components/empty-state.js';
import { Icon } from '../../../views/components/icon.js';
import { LookAlikes } from '../../../views/components/look-alikes.js';
import { Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { link, Pager } from '../../../views/components/pager.js';
import { Table, type Column } from '../../../views/components/table.js';
import { Moment } from '../../../views/components/time.js';
import { blockAdvice, blockReason, personName } from '../../../views/words/reasons.js';
import type { Keyset } from '../../../views/types.js';
import type { ImportEntry } from './import-entries.js';
import type { PersonFilter, PersonRow } from './import-types.js';

interface Props {
  readonly entry: ImportEntry;
  readonly people: readonly PersonRow[];
  readonly outcome: PersonFilter;
  readonly page: Keyset;
}

const columns: Column<PersonRow>[] = [
  { head: 'Name', title: true, cell: (person) => <PersonName {...person} /> },
  {
    head: 'Email address',
    class: 'email',
    cell: ({ email }) => (email !== null ? <Name>{email}</Name> : <span class="secondary">No address</span>),
  },
  { head: 'Outcome', class: 'outcome', cell: (person) => <PersonOutcome {...person} /> },
  { head: 'When', cell: ({ at }) => <Moment at={at} /> },
];

/** Each decided person, with the outcome and its reason as a sentence. */
export function ImportPeopleTable({ entry, people, outcome, page }: Props): VNode {
  const path = `/imports/${entry.id}`;
  return (
    <section class="section" aria-labelledby="people-title">
      <div class="toolbar">
        <h2 id="people-title">Person by person</h2>
        <OutcomeFilter path={path} outcome={outcome} imported={entry.sum.imported} rejected={entry.sum.rejected} />
      </div>
      {people.length === 0 ? (
        <EmptyState icon="users" title={nobody[outcome]}>
          People who were left out, or were already in this Team, are counted above and not listed one by one.
        </EmptyState>
      ) : (
        <Table
          caption="People of this import"
          columns={columns}
          rows={people}
          rowKey={({ haloId }) => String(haloId)}
        />
      )}
      <Pager
        label="people of this import"
        path={path}
        query={{ outcome: outcome === 'all' ? null : outcome }}
        cursor="after"
        page={page}
      />
    </section>
  );
}

const nobody: Readonly<Record<PersonFilter, string>> = {
  all: 'Nobody was decided',
  imported: 'Nobody was imported',
  rejected: 'Nobody was rejected',
};

function OutcomeFilter(props: { path: string; outcome: PersonFilter; imported: number; rejected: number }): VNode {
  const { path, outcome, imported, rejected } = props;
  const choices: readonly (readonly [PersonFilter, string, number])[] = [
    ['all', 'All', imported + rejected],
    ['imported', 'Imported', imported],
    ['rejected', 'Rejected', rejected],
  ];
  return (
    <nav class="segments" aria-label="Filter by outcome">
      {choices.map(([value, label, number]) => (
        <a
          key={value}
          href={link(path, { outcome: value === 'all' ? null : value })}
          aria-current={value === outcome ? 'true' : undefined}
        >
          {label} <span class="segment-count">{count(number)}</span>
        </a>
      ))}
    </nav>
  );
}

function PersonName({ name, email }: PersonRow): VNode {
  return (
    <span class="with-chips">
      <Name>{personName(name)}</Name> <LookAlikes name={name} email={email} />
    </span>
  );
}

function PersonOutcome({ outcome, email }: Pick<PersonRow, 'outcome' | 'email'>): VNode {
  if (outcome === 'imported')
    return (
      <span class="verdict-line good">
        <Icon name="circle-check" />
        Imported
      </span>
    );
  return (
    <span class="verdict-line bad">
      <Icon name="circle-x" />
      <span>
        <span class="verdict-word">Rejected: {blockReason(outcome.rejected, email)}</span>
        <span class="verdict-advice">{blockAdvice(outcome.rejected)}</span>
      </span>
    </span>
  );
}
