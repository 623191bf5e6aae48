import type { VNode } from 'preact';
import type { ConnectionFault } from '../../../facts/index.js';
import { Banner } from '../../../views/components/banner.js';
import { ButtonForm } from '../../../views/components/button.js';
import { isolated } from '../../../views/components/name.js';
import { Pager } from '../../../views/components/pager.js';
import { Found, SearchForm } from '../../../views/components/search-form.js';
import { Moment } from '../../../views/components/time.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import { Page } from '../../../views/layout/page.js';
import { useZone } from '../../../views/opened.js';
import type { GroupRef, TeamRef, Viewer } from '../../../views/types.js';
import { psaImportCrumbs } from '../crumbs.js';
import { SiteTable, Warnings, type LoadedSites, showAction, sitesIn } from './site-table.js';

export interface SitesPageProps {
  visitor: Viewer;
  team: TeamRef;
  client: GroupRef;
  /** the search text */
  q: string;
  /** undefined if they have not been loaded */
  loaded?: LoadedSites | undefined;
  /** why the sites could not be loaded just now */
  failed?: { readonly fault: ConnectionFault; readonly retryAt?: Date | undefined } | undefined;
}

/** GET /teams/:id/psa-import/sites?group=&q=&after=. Its buttons send POST /teams/:id/psa-import/rosters with the field `group`. */
export function SitesPage(props: SitesPageProps): VNode {
  const { visitor, team, client, loaded, failed } = props;
  const zone = useZone();
  const words = failed && haloFault(failed.fault, failed.retryAt, zone);
  return (
    <Page
      title={isolated(client.name)}
      about={`PSA Import into ${isolated(team.name)}`}
      visitor={visitor}
      current="teams"
      lead="Import people from the whole client, or from one of its sites."
      breadcrumbs={psaImportCrumbs(team, { label: client.name })}
      action={
        <ButtonForm kind="primary" icon="users" action={showAction(team)} fields={{ group: client.value }}>
          Show people of all sites
        </ButtonForm>
      }
    >
      {words && <Banner kind="error" title={`The sites could not be loaded. ${words.what}`} text={words.next} />}
      {loaded ? <Sites {...props} loaded={loaded} /> : <LoadAgain {...props}>Load sites</LoadAgain>}
    </Page>
  );
}

const sitesAction = (team: TeamRef) => `/teams/${team.id}/psa-import/sites`;

function LoadAgain({ team, client, children }: Pick<SitesPageProps, 'team' | 'client'> & { children: string }): VNode {
  const fields = { group: client.value, again: 'yes' };
  return (
    <ButtonForm action={sitesAction(team)} fields={fields} small icon="refresh-cw" busy="Asking HaloPSA…">
      {children}
    </ButtonForm>
  );
}

function Sites({ team, client, q, loaded }: SitesPageProps & { loaded: LoadedSites }): VNode {
  const keep = { group: client.value };
  return (
    <section class="section" aria-label="Sites">
      <Warnings {...loaded} />
      {loaded.of > 0 && (
        <div class="toolbar">
          <SearchForm path={sitesAction(team)} label="Search sites" q={q} keep={keep} live />
        </div>
      )}
      <Found>
        {loaded.sites.length === 0 ? <p>{nothing(loaded.of)}</p> : <SiteTable {...{ team, client, loaded }} />}
        <Pager
          label={`sites of ${isolated(client.name)}`}
          path={sitesAction(team)}
          query={{ ...keep, q }}
          cursor="after"
          page={loaded.page}
        />
      </Found>
      <div class="loaded-line">
        <p>
          {sitesIn(loaded.of)}, loaded <Moment at={loaded.loadedAt} />
        </p>
        <LoadAgain team={team} client={client}>
          Load again
        </LoadAgain>
      </div>
    </section>
  );
}

const nothing = (of: number) =>
  of === 0
    ? 'HaloPSA shows no site of this client. Its people can be imported all the same.'
    : 'No site has this in its name. Try a shorter part of it.';
