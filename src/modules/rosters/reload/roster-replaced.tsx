import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { isolated } from '../../../views/components/name.js';
import { Page } from '../../../views/layout/page.js';
import { psaImportCrumbs } from '../../credentials/index.js';
import type { RosterFrame } from '../people/roster-frame.js';

/** GET /rosters/:id after the list was reloaded. */
export function RosterReplacedPage({ visitor, team, group, replacedBy }: RosterFrame & { replacedBy: string }): VNode {
  return (
    <Page
      title={isolated(group.name)}
      visitor={visitor}
      current="teams"
      width="narrow"
      breadcrumbs={psaImportCrumbs(team, { label: group.name })}
    >
      <EmptyState
        icon="refresh-cw"
        title="This list was replaced"
        action={
          <ButtonLink kind="primary" href={`/rosters/${replacedBy}`}>
            Open the new list
          </ButtonLink>
        }
      >
        It was reloaded from HaloPSA. The new list has taken over its ticks; nothing was imported from this one.
      </EmptyState>
    </Page>
  );
}
