import type { VNode } from 'preact';
import { Confirmation } from '../../../views/components/confirmation.js';
import { isolated } from '../../../views/components/name.js';
import { people } from '../../../views/components/number.js';
import { Page } from '../../../views/layout/page.js';
import type { TeamRef, Viewer } from '../../../views/types.js';

interface ArchiveConfirmProps {
  visitor: Viewer;
  team: TeamRef;
  people: number;
}

/** POST /teams/:id/archive */
export function ArchiveConfirm({ visitor, team, people: members }: ArchiveConfirmProps): VNode {
  return (
    <Page
      title={`Archive ${isolated(team.name)}?`}
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
        <p>An archived Team leaves the list of Teams, and takes no more people until it is reopened.</p>
        {members > 0 && (
          <p>
            Its <b>{people(members)}</b> keep their accounts and addresses until they are removed; you can remove them
            later, too. Its import history stays as it is.
          </p>
        )}
        <p>To reopen it, choose “Show archived Teams” in the list of Teams.</p>
      </Confirmation>
    </Page>
  );
}
