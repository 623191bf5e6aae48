import type { VNode } from 'preact';
import type { RosterFrame } from '../people/roster-frame.js';
import { isolated, Name } from '../../../views/components/name.js';
import { psaImportCrumbs } from '../../credentials/index.js';
import { Page } from '../../../views/layout/page.js';
import { RosterProgress } from './roster-progress.js';
import { WhileReloading } from '../reload/reload-line.js';
import type { RosterProgressState } from '../roster-types.js';

interface RosterLoadingPageProps extends RosterFrame {
  progress: RosterProgressState;
}

/** GET /rosters/:id while the people are loading. */
export function RosterLoadingPage({ progress, ...frame }: RosterLoadingPageProps): VNode {
  return (
    <Page
      title={isolated(frame.group.name)}
      about={`PSA Import into ${isolated(frame.team.name)}`}
      visitor={frame.visitor}
      current="teams"
      width="narrow"
      lead={
        <>
          People to import into <Name>{frame.team.name}</Name>.
        </>
      }
      breadcrumbs={psaImportCrumbs(frame.team, { label: frame.group.name })}
      refreshSeconds={progress.state === 'failed' ? undefined : 2}
    >
      {frame.reloadOf && <WhileReloading listId={frame.reloadOf} />}
      <RosterProgress {...frame} progress={progress} />
    </Page>
  );
}
