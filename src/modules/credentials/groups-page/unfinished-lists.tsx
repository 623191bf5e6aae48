import type { VNode } from 'preact';
import { ButtonForm, ButtonLink } from '../../../views/components/button.js';
import { isolated, Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { Moment } from '../../../views/components/time.js';
import { psaImportCrumbs } from '../crumbs.js';
import { Page } from '../../../views/layout/page.js';
import type { GroupRef, TeamRef, Viewer } from '../../../views/types.js';
import type { UnfinishedList } from './unfinished.js';

/** Shown on the page where a group is selected; null without lists. */
export function UnfinishedLists({ lists }: { lists: readonly UnfinishedList[] }): VNode | null {
  if (lists.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="unfinished-title">
      <h2 id="unfinished-title">{lists.length === 1 ? 'A list you began' : 'Lists you began'}</h2>
      {lists.map((list) => (
        <div key={list.rosterId} class="panel-head">
          <p>
            <Begun list={list} />
          </p>
          <ButtonLink small href={`/rosters/${list.rosterId}`}>
            Go on
            <span class="visually-hidden">
              {' '}
              with <Name>{list.groupName}</Name>
            </span>
          </ButtonLink>
        </div>
      ))}
    </section>
  );
}

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

function Begun({ list: { groupName, ticked, begunAt } }: { list: UnfinishedList }): VNode {
  return (
    <>
      You began a list of{' '}
      <b>
        <Name>{groupName}</Name>
      </b>{' '}
      on <Moment at={begunAt} />, with {count(ticked)} ticked.
    </>
  );
}
