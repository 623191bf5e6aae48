import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { Button, ButtonForm } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { ErrorSummary } from '../../../views/components/error-summary.js';
import { Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { Moment } from '../../../views/components/time.js';
import { Page } from '../../../views/layout/page.js';
import type { Viewer } from '../../../views/types.js';
import { MOST_PAIRS } from '../run-types.js';
import { chosenText } from './chosen-groups.js';
import type { FoundGroups, GroupQuery } from './found-groups.js';
import { GroupChoice } from './group-choice.js';

export interface ChooseGroupsPageProps {
  visitor: Viewer;
  /** undefined: no groups were loaded yet */
  found: FoundGroups | undefined;
  query: GroupQuery;
  chosen: readonly { readonly value: string; readonly name: string }[];
  /** the form was sent without a group */
  nothingChosen?: boolean;
  loadedAt: Date | undefined;
  /** runs that have not ended */
  open: readonly { readonly id: string; readonly requestedAt: Date; readonly pairs: number }[];
}

/** GET /runs/new. The form comes back to it for another page or search, and goes on to /runs/new/pairs. */
export function ChooseGroupsPage(props: ChooseGroupsPageProps): VNode {
  const { visitor, found, chosen, loadedAt, open, nothingChosen } = props;
  return (
    <Page
      title="Import several groups"
      visitor={visitor}
      current="teams"
      lead={`Choose up to ${MOST_PAIRS} groups. On the next page, each gets its Team.`}
      breadcrumbs={[
        { label: 'Teams', href: '/teams' },
        { label: 'Runs', href: '/runs' },
        { label: 'Import several groups' },
      ]}
    >
      {open.map(({ id, requestedAt, pairs }) => (
        <Banner key={id} kind="info" title="A run has not ended yet.">
          <a href={`/runs/${id}`}>
            {count(pairs)} {pairs === 1 ? 'group' : 'groups'}, started <Moment at={requestedAt} />
          </a>
        </Banner>
      ))}
      <ErrorSummary problems={nothingChosen ? [{ field: 'q', text: 'Choose at least one group.' }] : []} />
      {found ? (
        <form method="get" action="/runs/new" class="stack" autocomplete="off">
          <input type="hidden" name="chosen" value={chosenText(chosen.map(({ value }) => value))} />
          <input type="hidden" name="shown" value={chosenText(found.rows.map(({ value }) => value))} />
          <input type="hidden" name="show" value={props.query.show} />
          <GroupChoice found={found} query={props.query} chosen={new Set(chosen.map(({ value }) => value))} />
          <Chosen chosen={chosen} />
        </form>
      ) : (
        <EmptyState icon="inbox" title="No groups loaded yet" action={<LoadGroups primary />}>
          The groups of your HaloPSA are loaded once, and shown here to choose from.
        </EmptyState>
      )}
      {loadedAt && (
        <div class="loaded-line">
          <p>
            {count(found?.counts.all ?? 0)} groups, loaded <Moment at={loadedAt} />
          </p>
          <LoadGroups />
        </div>
      )}
    </Page>
  );
}

function LoadGroups({ primary = false }: { primary?: boolean }): VNode {
  return (
    <ButtonForm
      action="/runs/groups"
      kind={primary ? 'primary' : 'quiet'}
      small={!primary}
      icon="refresh-cw"
      busy="Asking HaloPSA…"
    >
      {primary ? 'Load Groups' : 'Load again'}
    </ButtonForm>
  );
}

const MOST_NAMED = 10;

function Chosen({ chosen }: Pick<ChooseGroupsPageProps, 'chosen'>): VNode {
  const more = chosen.length - MOST_NAMED;
  const tooMany = chosen.length > MOST_PAIRS;
  return (
    <section class="panel chosen-groups" aria-labelledby="chosen-title">
      <div class="panel-head">
        <h2 id="chosen-title">
          {chosen.length === 0
            ? 'No group chosen yet'
            : `${count(chosen.length)} ${chosen.length === 1 ? 'group' : 'groups'} chosen`}
        </h2>
        <Button kind="primary" icon="arrow-right" name="go" value="pairs">
          Go on
        </Button>
      </div>
      {tooMany && <p class="field-error">A run has at most {MOST_PAIRS} groups. Take some out.</p>}
      {chosen.length > 0 && (
        <ul class="inline-links narrow-hidden" role="list">
          {chosen.slice(0, MOST_NAMED).map(({ value, name }) => (
            <li key={value}>
              <Name>{name}</Name>
            </li>
          ))}
          {more > 0 && <li class="secondary">and {count(more)} more</li>}
        </ul>
      )}
    </section>
  );
}
