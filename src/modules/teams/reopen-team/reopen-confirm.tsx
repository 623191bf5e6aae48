import type { VNode } from 'preact';
import { Confirmation } from '../../../views/components/confirmation.js';
import { people } from '../../../views/components/number.js';
import { isolated } from '../../../views/components/name.js';
import { Page } from '../../../views/layout/page.js';
import type { TeamRef, Viewer } from '../../../views/types.js';

interface ReopenConfirmProps {
  visitor: Viewer;
  team: TeamRef;
  people: number;
}

/** POST /teams/:id/reopen */
export function ReopenConfirm({ visitor, team, people: members }: ReopenConfirmProps): VNode {
  return (
    <Page
      title={`Reopen ${isolated(team.name)}?`}
      visitor={visitor}
      current="teams"
      width="narrow"
      breadcrumbs={[
        { label: 'Teams', href: '/teams' },
        { label: team.name, href: `/teams/${team.id}` },
        { label: 'Reopen' },
      ]}
    >
      <Confirmation
        action={`/teams/${team.id}/reopen`}
        confirm="Reopen Team"
        kind="primary"
        icon="archive-restore"
        back={{ href: `/teams/${team.id}`, label: 'Leave it archived' }}
      >
        <p>
          The Team returns to the list of Teams{members > 0 && <> with its {people(members)}</>}, and people can be
          added and imported again.
        </p>
      </Confirmation>
    </Page>
  );
}
