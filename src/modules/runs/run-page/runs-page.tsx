import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { Pager } from '../../../views/components/pager.js';
import { Table, type Column } from '../../../views/components/table.js';
import { Moment } from '../../../views/components/time.js';
import { Page } from '../../../views/layout/page.js';
import type { Keyset, Viewer } from '../../../views/types.js';
import type { ListedRun } from './run-list.js';
import { RunChip } from './run-page.js';

export interface RunsPageProps {
  visitor: Viewer;
  runs: readonly ListedRun[];
  names: (userId: string) => string;
  page: Keyset;
}

/** GET /runs */
export function RunsPage({ visitor, runs, names, page }: RunsPageProps): VNode {
  const columns: Column<ListedRun>[] = [
    {
      ...{ head: 'Started', title: true },
      cell: ({ id, requestedAt }) => (
        <a href={`/runs/${id}`}>
          <Moment at={requestedAt} />
        </a>
      ),
    },
    { head: 'Groups', number: true, cell: ({ pairs }) => count(pairs) },
    { head: 'By', cell: ({ actorId }) => <Name>{names(actorId)}</Name> },
    { head: 'State', cell: (run) => <RunChip {...run} /> },
  ];
  const start = (
    <ButtonLink kind="primary" icon="layers" href="/runs/new">
      Import several groups
    </ButtonLink>
  );
  return (
    <Page
      title="Runs"
      visitor={visitor}
      current="teams"
      lead="Several groups, imported into several Teams one after another."
      breadcrumbs={[{ label: 'Teams', href: '/teams' }, { label: 'Runs' }]}
      action={visitor.role === 'admin' && start}
    >
      {runs.length === 0 ? (
        <EmptyState icon="layers" title="No runs yet">
          {visitor.role === 'admin'
            ? 'Choose several groups of your HaloPSA, and import each into its Team.'
            : 'Runs appear here as soon as an admin has started one.'}
        </EmptyState>
      ) : (
        <Table caption="Runs" columns={columns} rows={runs} rowKey={({ id }) => id} />
      )}
      <Pager label="runs" path="/runs" cursor="after" page={page} />
    </Page>
  );
}
