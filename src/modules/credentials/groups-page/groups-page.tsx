import type { VNode } from 'preact';
import { Page } from '../../../views/layout/page.js';
import { isolated, Name } from '../../../views/components/name.js';
import { Moment } from '../../../views/components/time.js';
import type { BannerProps, TeamRef, Viewer } from '../../../views/types.js';
import { psaImportCrumbs } from '../crumbs.js';
import { YourLists, type UnfinishedList } from '../../teams/index.js';
import type { Connection } from '../connection-words.js';
import { GroupsSection, type GroupsSectionProps } from './groups-section.js';

interface GroupsPageProps extends Omit<GroupsSectionProps, 'teamId'> {
  visitor: Viewer;
  team: TeamRef;
  connection: Connection;
  /** lists of this Team on which the visitor has ticked people */
  unfinished?: readonly UnfinishedList[] | undefined;
  banner?: BannerProps | undefined;
}

/** GET /teams/:id/psa-import when credentials are stored. */
export function GroupsPage({ visitor, team, connection, unfinished = [], banner, ...section }: GroupsPageProps): VNode {
  return (
    <Page
      title="PSA Import"
      about={isolated(team.name)}
      visitor={visitor}
      current="teams"
      banner={banner}
      lead={
        <>
          Bring your HaloPSA Users into <Name>{team.name}</Name>.
        </>
      }
      breadcrumbs={psaImportCrumbs(team)}
    >
      <div class="beside">
        <div>
          <YourLists lists={unfinished} />
          <GroupsSection teamId={team.id} {...section} />
        </div>
        <section class="panel connection" aria-labelledby="connection-title">
          <div>
            <h2 id="connection-title">HaloPSA</h2>
            <p>
              Connected to{' '}
              <b>
                <Name>{connection.host}</Name>
              </b>{' '}
              since <Moment at={connection.since} /> by <Name>{connection.by}</Name>.
              {connection.signInHost !== null && (
                <>
                  {' '}
                  It signs in at{' '}
                  <b>
                    <Name>{connection.signInHost}</Name>
                  </b>
                  .
                </>
              )}
            </p>
          </div>
          <ul class="inline-links" role="list">
            <li>
              <a href={`/teams/${team.id}/psa-import/credentials`}>Replace credentials</a>
            </li>
            <li>
              <a href="/halopsa/remove">Remove credentials</a>
            </li>
          </ul>
        </section>
      </div>
    </Page>
  );
}
