import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { Chip } from '../../../views/components/chip.js';
import { DefinitionList } from '../../../views/components/definition-list.js';
import { Name } from '../../../views/components/name.js';
import { SumLine } from '../../../views/components/sum-line.js';
import { Moment } from '../../../views/components/time.js';
import { Page } from '../../../views/layout/page.js';
import type { BannerProps, Viewer } from '../../../views/types.js';
import type { Run } from '../run-types.js';
import { PairRows } from './pair-rows.js';
import { RunProgress, type RunProgressProps } from './run-progress.js';

export interface RunPageProps extends Omit<RunProgressProps, 'isAdmin'> {
  visitor: Viewer;
  /** name of the person who started it */
  by: string;
  banner?: BannerProps | undefined;
}

/** GET /runs/:id */
export function RunPage(props: RunPageProps): VNode {
  const { visitor, run, shown, by, banner } = props;
  const isAdmin = visitor.role === 'admin';
  return (
    <Page
      title="Import of several groups"
      visitor={visitor}
      current="teams"
      banner={banner}
      lead={<RunChip endedAt={run.endedAt} cancelled={run.cancelRequestedAt !== null} />}
      refreshSeconds={run.endedAt ? undefined : shown.moves ? 3 : 10}
      breadcrumbs={[
        { label: 'Teams', href: '/teams' },
        { label: 'Runs', href: '/runs' },
        { label: 'Import of several groups' },
      ]}
      action={isAdmin && run.endedAt && <ButtonLink href="/runs/new">Import several groups</ButtonLink>}
    >
      {run.endedAt ? (
        <section class="stack" aria-label="Result">
          {shown.sum && (
            <div class="panel">
              <SumLine sum={shown.sum} />
            </div>
          )}
          <PairRows runId={run.id} pairs={shown.pairs} isAdmin={isAdmin} />
        </section>
      ) : (
        <RunProgress {...props} isAdmin={isAdmin} />
      )}
      <section class="section" aria-label="About this run">
        <DefinitionList
          facts={[
            { term: 'Started by', value: <Name>{by}</Name> },
            { term: 'Started', value: <Moment at={run.requestedAt} /> },
            ...(run.endedAt ? [{ term: 'Ended', value: <Moment at={run.endedAt} /> }] : []),
          ]}
        />
      </section>
    </Page>
  );
}

export function RunChip({ endedAt, cancelled }: Pick<Run, 'endedAt'> & { cancelled: boolean }): VNode {
  if (!endedAt)
    return (
      <Chip tone={cancelled ? 'attention' : 'accent'} icon="hourglass">
        {cancelled ? 'Cancelling' : 'In progress'}
      </Chip>
    );
  return cancelled ? (
    <Chip tone="attention" icon="ban">
      Cancelled
    </Chip>
  ) : (
    <Chip tone="good" icon="circle-check">
      Ended
    </Chip>
  );
}
