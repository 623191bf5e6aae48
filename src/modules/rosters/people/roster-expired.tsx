import type { VNode } from 'preact';
import type { RosterFrame } from './roster-frame.js';
import { ButtonForm, ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { isolated } from '../../../views/components/name.js';
import { psaImportCrumbs } from '../../credentials/index.js';
import { Page } from '../../../views/layout/page.js';

type RosterExpiredPageProps = Omit<RosterFrame, 'rosterId'>;

/** GET /rosters/:id some time after the list was last used. */
export function RosterExpiredPage({ visitor, team, group }: RosterExpiredPageProps): VNode {
  const again = (
    <>
      <ButtonForm
        kind="primary"
        icon="refresh-cw"
        action={`/teams/${team.id}/psa-import/rosters`}
        fields={{ group: group.value, again: 'yes' }}
      >
        Load again
      </ButtonForm>
      <ButtonLink href={`/teams/${team.id}/psa-import`}>Select another group</ButtonLink>
    </>
  );
  return (
    <Page
      title={isolated(group.name)}
      visitor={visitor}
      current="teams"
      width="narrow"
      breadcrumbs={psaImportCrumbs(team, { label: `People in ${isolated(group.name)}` })}
    >
      <EmptyState icon="clock" title="This list has expired" action={again}>
        A list is kept only for a time after its last use, so that no one imports from an old one. Nothing was imported
        from it. Load it again to see who is in the group now.
      </EmptyState>
    </Page>
  );
}
