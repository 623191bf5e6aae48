import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { link } from '../../../views/components/pager.js';
import { SearchForm } from '../../../views/components/search-form.js';
import { orderText } from '../../../shared/list-order.js';
import { Page } from '../../../views/layout/page.js';
import type { BannerProps } from '../../../views/types.js';
import { FirstSteps, type FirstStepsProps } from './first-steps.js';
import { AddTeam, BY_NAME, FoundTeams, type FoundTeamsProps } from './found-teams.js';
import { TEAM_ORDERS } from './team-list.js';

export { teamActions, type TeamRow } from './found-teams.js';

function Actions(): VNode {
  return (
    <div class="form-actions">
      <AddTeam />
      <ButtonLink icon="layers" href="/runs/new">
        Import several groups
      </ButtonLink>
    </div>
  );
}

interface TeamsPageProps extends FoundTeamsProps {
  /** for an admin until the first import */
  firstSteps?: FirstStepsProps | undefined;
  banner?: BannerProps | undefined;
}

export function TeamsPage(props: TeamsPageProps): VNode {
  const { visitor, q, archived, order = BY_NAME, firstSteps, banner } = props;
  const sort = orderText(order, TEAM_ORDERS);
  const isAdmin = visitor.role === 'admin';
  return (
    <Page
      title="Teams"
      visitor={visitor}
      current="teams"
      banner={banner}
      lead={
        isAdmin
          ? 'One Team per client company. Import people with the Action menu of a Team.'
          : 'One Team per client company.'
      }
      action={isAdmin && <Actions />}
    >
      {firstSteps && <FirstSteps {...firstSteps} />}
      <div class="toolbar">
        <SearchForm
          path="/teams"
          label="Search Teams"
          q={q}
          keep={{ archived: archived ? 'yes' : null, sort }}
          live="#other-teams"
        />
        <a id="other-teams" class="toolbar-link" href={link('/teams', { q, archived: archived ? null : 'yes', sort })}>
          {archived ? 'Hide archived Teams' : 'Show archived Teams'}
        </a>
      </div>
      <FoundTeams {...props} />
    </Page>
  );
}
