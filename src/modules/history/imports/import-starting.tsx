import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { ButtonLink } from '../../../views/components/button.js';
import { errorsAside } from '../../../views/components/htmx.js';
import { Name } from '../../../views/components/name.js';
import { NoWorker } from '../../../views/components/no-worker.js';
import { Progress } from '../../../views/components/progress.js';
import { Page } from '../../../views/layout/page.js';
import { useZone } from '../../../views/opened.js';
import type { BannerProps, TeamRef, Viewer } from '../../../views/types.js';
import { CancelImport } from './import-progress.js';
import { importTitle, type TitledImport } from './import-title.js';
import { ImportStatusChip } from './import-status-chip.js';

interface Starting {
  importId: string;
  /** it was cancelled before it started */
  cancelling: boolean;
  /** the visitor may cancel the import */
  canCancel: boolean;
  /** no process is importing people at the moment */
  noWorker?: boolean | undefined;
}

interface ImportStartingPageProps extends Starting, TitledImport {
  visitor: Viewer;
  team: TeamRef;
  banner?: BannerProps | undefined;
  /** the history does not show all events yet */
  catchingUp: boolean;
}

/** GET /imports/:id after Import was pressed, until there are numbers to show. */
export function ImportStartingPage(props: ImportStartingPageProps): VNode {
  const { visitor, team, catchingUp, banner, ...starting } = props;
  const title = importTitle(props, useZone());
  return (
    <Page
      title={title}
      visitor={visitor}
      current="imports"
      banner={banner}
      lead={<ImportStatusChip status={starting.cancelling ? 'cancelling' : 'running'} />}
      breadcrumbs={[{ label: 'Imports', href: '/imports' }, { label: title }]}
      refreshSeconds={2}
      action={
        <ButtonLink icon="users" href={`/teams/${team.id}`}>
          Open <Name>{team.name}</Name>
        </ButtonLink>
      }
    >
      {catchingUp && !starting.noWorker && (
        <Banner
          kind="info"
          title="This page is catching up."
          text="The import goes on; it is not shown here yet. Load the page again in a moment."
        />
      )}
      <ImportStarting {...starting} />
    </Page>
  );
}

/** Placeholder for the progress of the import. Polls for it each second. */
export function ImportStarting({ importId, cancelling, canCancel, noWorker }: Starting): VNode {
  return (
    <section
      id="import-progress"
      class="panel"
      aria-label="Progress"
      hx-get={`/imports/${importId}`}
      hx-trigger="every 1s"
      hx-swap="outerMorph"
      {...errorsAside}
    >
      <Progress
        id="import"
        label={cancelling ? 'Cancelling' : 'The import is starting'}
        done={0}
        total={null}
        word="people decided"
      >
        {noWorker && <NoWorker />}
      </Progress>
      {canCancel && <CancelImport importId={importId} />}
    </section>
  );
}
