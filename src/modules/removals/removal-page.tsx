import type { VNode } from 'preact';
import { ButtonLink } from '../../views/components/button.js';
import { DefinitionList } from '../../views/components/definition-list.js';
import { EmptyState } from '../../views/components/empty-state.js';
import { isolated, Name } from '../../views/components/name.js';
import { link, Pager } from '../../views/components/pager.js';
import { Moment } from '../../views/components/time.js';
import { Page } from '../../views/layout/page.js';
import type { BannerProps, Keyset, TeamRef, Viewer } from '../../views/types.js';
import { RemovalPeopleTable } from './removal-people-table.js';
import { RemovalChip, RemovalProgress } from './removal-progress.js';
import { KeptReasons, RemovalSumLine } from './removal-sum.js';
import type { Removal, RemovalPerson, RemovalSum } from './removal-types.js';

export interface RemovalPageProps {
  visitor: Viewer;
  team: TeamRef;
  removal: Removal;
  /** name of the person who asked for it */
  by: string;
  sum: RemovalSum;
  noWorker: boolean;
  /** ?show=: those who stay or those who were removed, once it has ended */
  show: 'removed' | 'kept';
  people: readonly RemovalPerson[];
  page: Keyset;
  banner?: BannerProps | undefined;
}

/** GET /removals/:id. POST /removals/:id/cancel. */
export function RemovalPage(props: RemovalPageProps): VNode {
  const { visitor, team, removal, sum, by } = props;
  const { undoOf, endedAt, requestedAt } = removal;
  const title = undoOf ? 'Undo of an import' : 'Removal of people';
  return (
    <Page
      title={title}
      about={isolated(team.name)}
      visitor={visitor}
      current={undoOf ? 'imports' : 'teams'}
      banner={props.banner}
      lead={<RemovalChip removal={removal} sum={sum} />}
      refreshSeconds={endedAt ? undefined : 2}
      breadcrumbs={
        undoOf
          ? [
              { label: 'Imports', href: '/imports' },
              { label: 'The import', href: `/imports/${undoOf}` },
              { label: title },
            ]
          : [{ label: 'Teams', href: '/teams' }, { label: team.name, href: `/teams/${team.id}` }, { label: title }]
      }
      action={
        <ButtonLink kind={endedAt ? 'primary' : 'secondary'} icon="users" href={`/teams/${team.id}`}>
          Open <Name>{team.name}</Name>
        </ButtonLink>
      }
    >
      {endedAt ? <Result {...props} /> : <RemovalProgress {...props} canCancel={visitor.role === 'admin'} />}
      <section class="section" aria-label="About this removal">
        <DefinitionList
          facts={[
            { term: 'Team', value: <Name>{team.name}</Name> },
            ...(undoOf ? [{ term: 'Undoes', value: <a href={`/imports/${undoOf}`}>this import</a> }] : []),
            { term: 'Asked for by', value: <Name>{by}</Name> },
            { term: 'Asked for', value: <Moment at={requestedAt} /> },
            ...(endedAt ? [{ term: 'Ended', value: <Moment at={endedAt} /> }] : []),
          ]}
        />
      </section>
      {endedAt && <People {...props} />}
    </Page>
  );
}

function Result({ removal, sum, team, visitor }: RemovalPageProps): VNode {
  const left = link(`/teams/${team.id}/members/remove`, { source: removal.undoOf });
  return (
    <section class="panel" aria-label="Result">
      <RemovalSumLine sum={sum} of={removal.undoOf ? 'imported' : 'chosen'} waiting="left over" />
      <KeptReasons kept={sum.kept} />
      {sum.waiting > 0 && (
        <p>
          It was cancelled, so those left over stay in the Team.{' '}
          {removal.undoOf && visitor.role === 'admin' && (
            <a href={left}>Remove whom this import brought in and who is still there…</a>
          )}
        </p>
      )}
    </section>
  );
}

function People({ removal, show, people, page, sum }: RemovalPageProps): VNode {
  const path = `/removals/${removal.id}`;
  const choices = [
    ['removed', 'Removed', sum.removed],
    ['kept', 'Kept', sum.people - sum.removed],
  ] as const;
  return (
    <section class="section" aria-labelledby="people-title">
      <div class="toolbar">
        <h2 id="people-title">Person by person</h2>
        <nav class="segments" aria-label="Filter by outcome">
          {choices.map(([value, label, number]) => (
            <a key={value} href={link(path, { show: value })} aria-current={value === show ? 'true' : undefined}>
              {label} <span class="segment-count">{number.toLocaleString('en-GB')}</span>
            </a>
          ))}
        </nav>
      </div>
      {people.length === 0 ? (
        <EmptyState icon="users" title={show === 'kept' ? 'No one was kept' : 'No one was removed'}>
          {show === 'kept' ? 'Everyone was removed.' : 'Everyone stays as they were.'}
        </EmptyState>
      ) : (
        <RemovalPeopleTable caption="People of this removal" people={people} open="Left over: stays in the Team" />
      )}
      <Pager label="people of this removal" path={path} query={{ show }} cursor="after" page={page} />
    </section>
  );
}
