import type { VNode } from 'preact';
import { EmptyState } from '../../../views/components/empty-state.js';
import { ExportMenu } from '../../../views/components/export-menu.js';
import { LookAlikes } from '../../../views/components/look-alikes.js';
import { Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { link, Pager, type Query } from '../../../views/components/pager.js';
import { ReasonGroups } from '../../../views/components/reason-groups.js';
import { Found, SearchForm } from '../../../views/components/search-form.js';
import { Table, type Column } from '../../../views/components/table.js';
import { Moment } from '../../../views/components/time.js';
import { personName } from '../../../views/words/reasons.js';
import type { Keyset } from '../../../views/types.js';
import { orderText } from '../../../shared/list-order.js';
import type { ImportEntry } from './import-entries.js';
import { PEOPLE_ORDERS, type PeopleOrder } from './import-people.js';
import type { PersonFilter, PersonRow } from './import-types.js';
import { PersonOutcome } from './person-outcome.js';

interface Props {
  readonly entry: ImportEntry;
  readonly people: readonly PersonRow[];
  readonly outcome: PersonFilter;
  readonly q: string;
  readonly order: PeopleOrder;
  readonly page: Keyset;
}

const columns: Column<PersonRow>[] = [
  { head: 'Name', title: true, sort: 'name', cell: (person) => <PersonName {...person} /> },
  {
    head: 'Email address',
    class: 'email',
    cell: ({ email }) => (email !== null ? <Name>{email}</Name> : <span class="secondary">No address</span>),
  },
  { head: 'Outcome', class: 'outcome', cell: (person) => <PersonOutcome {...person} /> },
  { head: 'When', sort: 'when', cell: ({ at }) => <Moment at={at} /> },
];

/** Each decided person, with the outcome and its reason as a sentence. */
export function ImportPeopleTable({ entry, people, outcome, q, order, page }: Props): VNode {
  const path = `/imports/${entry.id}`;
  const shown = outcome === 'all' ? null : outcome;
  const sort = orderText(order, PEOPLE_ORDERS);
  const to = (by: string, desc: boolean) =>
    link(path, { outcome: shown, q, sort: orderText({ by: by as PeopleOrder['by'], desc }, PEOPLE_ORDERS) });
  const query = { outcome: shown, q, sort };
  const pager = { label: 'people of this import', path, query, cursor: 'after', page } as const;
  return (
    <section class="section" aria-labelledby="people-title">
      <h2 id="people-title">Person by person</h2>
      <div class="toolbar">
        <SearchForm
          path={path}
          label="Search name, email or site"
          q={q}
          keep={{ outcome: shown, sort }}
          live="#outcomes"
        />
        <OutcomeFilter path={path} outcome={outcome} query={{ q, sort }} sum={entry.sum} />
      </div>
      <Found>
        {people.length > 0 && <ExportMenu action={`${path}/export`} filter={query} />}
        {outcome !== 'imported' && <Rejected entry={entry} />}
        <Pager {...pager} above />
        {people.length === 0 ? (
          <NoPeople path={path} outcome={outcome} q={q} />
        ) : (
          <Table
            caption="People of this import"
            columns={columns}
            rows={people}
            rowKey={({ haloId }) => String(haloId)}
            sorting={{ ...order, to }}
          />
        )}
        <Pager {...pager} />
      </Found>
    </section>
  );
}

/** The causes first, then the rows: of the whole import, and not only of the page. */
function Rejected({ entry: { reasons } }: Pick<Props, 'entry'>): VNode | null {
  if (reasons.length === 0) return null;
  return (
    <div class="rejected-because">
      <p>Rejected is everyone who had a red X in the list, ticked or not, or whose address was taken meanwhile:</p>
      <ReasonGroups label="Reasons of rejections" reasons={reasons} advice />
    </div>
  );
}

const noOne: Readonly<Record<PersonFilter, string>> = {
  all: 'No one was imported or rejected',
  imported: 'No one was imported',
  rejected: 'No one was rejected',
};

function NoPeople({ path, outcome, q }: { path: string; outcome: PersonFilter; q: string }): VNode {
  if (q === '')
    return (
      <EmptyState icon="users" title={noOne[outcome]}>
        People who were left out, or were already in this Team, are{' '}
        <a href={`${path}/left-out`}>listed by themselves</a>.
      </EmptyState>
    );
  return (
    <EmptyState icon="search" title={outcome === 'all' ? 'No one found' : `No one found among the ${outcome}`}>
      <a href={link(`${path}/left-out`, { q })}>Search the people left out</a>
      {outcome !== 'all' && (
        <>
          , or <a href={link(path, { q })}>the imported and rejected</a>
        </>
      )}
      .
    </EmptyState>
  );
}

interface OutcomeFilterProps {
  path: string;
  outcome: PersonFilter;
  /** what else is in the address */
  query: Query;
  sum: ImportEntry['sum'];
}

function OutcomeFilter({ path, outcome, query, sum: { imported, rejected } }: OutcomeFilterProps): VNode {
  const choices: readonly (readonly [PersonFilter, string, number])[] = [
    ['all', 'All', imported + rejected],
    ['imported', 'Imported', imported],
    ['rejected', 'Rejected', rejected],
  ];
  return (
    <nav class="segments" id="outcomes" aria-label="Filter by outcome">
      {choices.map(([value, label, number]) => (
        <a
          key={value}
          href={link(path, { outcome: value === 'all' ? null : value, ...query })}
          aria-current={value === outcome ? 'true' : undefined}
        >
          {label} <span class="segment-count">{count(number)}</span>
        </a>
      ))}
    </nav>
  );
}

function PersonName({ name, email, accountId }: PersonRow): VNode {
  const shown = <Name>{personName(name)}</Name>;
  return (
    <span class="with-chips">
      {accountId === null ? shown : <a href={`/people/${accountId}`}>{shown}</a>}{' '}
      <LookAlikes name={name} email={email} />
    </span>
  );
}
