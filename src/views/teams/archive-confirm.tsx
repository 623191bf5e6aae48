import type { VNode } from 'preact';
import { Confirmation } from '../components/confirmation.js';
import { people } from '../components/number.js';
import { Page } from '../layout/page.js';
import type { TeamRef, Viewer } from '../types.js';

export interface ArchiveConfirmProps {
  visitor: Viewer;
  team: TeamRef;
  people: number;
}

/** POST /teams/:id/archive */
export function ArchiveConfirm({ visitor, team, people: members }: ArchiveConfirmProps): VNode {
  return (
    <Page
      title={`Archive ${team.name}?`}
      visitor={visitor}
      current="teams"
      width="narrow"
      breadcrumbs={[
        { label: 'Teams', href: '/teams' },
        { label: team.name, href: `/teams/${team.id}` },
        { label: 'Archive' },
      ]}
    >
      <Confirmation
        action={`/teams/${team.id}/archive`}
        confirm="Archive Team"
        icon="archive"
        back={{ href: `/teams/${team.id}`, label: 'Keep it' }}
      >
        <p>An archived Team leaves the list of Teams. Nobody can be imported into it or added to it any more.</p>
        {members > 0 && (
          <p>
            Its <b>{people(members)}</b> keep their accounts, and its import history stays as it is.
          </p>
        )}
        <p>A Team cannot be brought back from the archive.</p>
      </Confirmation>
    </Page>
  );
}
