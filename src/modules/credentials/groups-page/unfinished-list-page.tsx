import type { VNode } from 'preact';
import { ButtonForm, ButtonLink } from '../../../views/components/button.js';
import { isolated } from '../../../views/components/name.js';
import { psaImportCrumbs } from '../crumbs.js';
import { Page } from '../../../views/layout/page.js';
import type { GroupRef, TeamRef, Viewer } from '../../../views/types.js';
import { Begun, type UnfinishedList } from '../../teams/index.js';

interface UnfinishedListPageProps {
  visitor: Viewer;
  team: TeamRef;
  group: GroupRef;
  list: UnfinishedList;
}

/** POST /teams/:id/psa-import/rosters for a group of which the visitor already has an unfinished list. The field `again` loads it again. */
export function UnfinishedListPage({ visitor, team, group, list }: UnfinishedListPageProps): VNode {
  return (
    <Page
      title={`Go on with ${isolated(list.groupName)}?`}
      about={isolated(team.name)}
      visitor={visitor}
      current="teams"
      width="narrow"
      breadcrumbs={psaImportCrumbs(team, { label: list.groupName })}
    >
      <section class="panel" aria-label="A list you began">
        <p>
          <Begun list={list} />
        </p>
        <p>
          Go on with it, or load the group again to see who is in HaloPSA now. Loaded again, it begins without ticks;
          the list you began is kept for a time after its last use.
        </p>
        <div class="form-actions">
          <ButtonLink kind="primary" href={`/rosters/${list.rosterId}`}>
            Go on
          </ButtonLink>
          <ButtonForm
            icon="refresh-cw"
            action={`/teams/${team.id}/psa-import/rosters`}
            fields={{ group: group.value, again: 'yes' }}
          >
            Load again
          </ButtonForm>
          <ButtonLink kind="quiet" href={`/teams/${team.id}/psa-import`}>
            Select another group
          </ButtonLink>
        </div>
      </section>
    </Page>
  );
}
