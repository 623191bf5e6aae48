import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { Button, ButtonLink } from '../../../views/components/button.js';
import { isolated } from '../../../views/components/name.js';
import { people } from '../../../views/components/number.js';
import { PostForm } from '../../../views/components/post-form.js';
import { SumLine } from '../../../views/components/sum-line.js';
import { Page } from '../../../views/layout/page.js';
import { psaImportCrumbs } from '../../credentials/index.js';
import { Doubts, type ListDoubts, type RosterFrame } from '../../rosters/index.js';
import { Consequences } from './consequences.js';
import { FromTo } from './from-to.js';
import type { ImportOutcome } from './import-outcome.js';
import type { ClientCheck } from './client-checks.js';
import type { LookAlike, UnusualPeople } from './import-preview.js';
import { LookAlikePeople, UnusualTicks } from './people-to-check.js';
import { WrongClient } from './wrong-client.js';

export interface RosterConfirmPageProps extends RosterFrame, ImportOutcome {
  client: ClientCheck;
  /** names of the Teams that the doubts about the client speak of */
  teamNames: ReadonlyMap<string, string>;
  /** ticked people whom "Select all" leaves out */
  unusual: UnusualPeople;
  /** ticked people whose name or address has look-alike letters, sorted by name; only the first ones */
  lookAlikes?: readonly LookAlike[] | undefined;
  /** sent back with the form: an import with other ticks is refused */
  tickVersion: string | number;
  /** the ticks have changed since this page was shown (409): these are the new numbers */
  changed?: boolean | undefined;
  doubts?: ListDoubts | null | undefined;
  /** the run that the list belongs to: it imports the list in its turn */
  run?: string | null | undefined;
}

/** GET /rosters/:id/confirm. POST /rosters/:id/import, or /runs/:id/lists/:listId/confirm: field `tickVersion`. */
export function RosterConfirmPage(props: RosterConfirmPageProps): VNode {
  const { visitor, team, group, rosterId, numbers, doubts, run } = props;
  return (
    <Page
      title={`Import ${people(numbers.toImport)}?`}
      about={isolated(team.name)}
      visitor={visitor}
      current="teams"
      breadcrumbs={psaImportCrumbs(
        team,
        { label: `People in ${isolated(group.name)}`, href: `/rosters/${rosterId}` },
        { label: 'Import' },
      )}
    >
      {props.changed && (
        <Banner
          kind="warning"
          title="The selection has changed since you looked at it."
          text="Nothing was imported. Check the new numbers below, then import."
        />
      )}
      <Doubts doubts={doubts} />
      <WrongClient doubts={props.client.doubts} teamNames={props.teamNames} />
      <PostForm
        action={run ? `/runs/${run}/lists/${rosterId}/confirm` : `/rosters/${rosterId}/import`}
        class="panel confirmation"
      >
        <input type="hidden" name="tickVersion" value={String(props.tickVersion)} />
        <FromTo {...props} />
        <SumLine before sum={{ ...numbers, imported: numbers.toImport, waiting: 0 }} />
        <Consequences {...props} />
        <UnusualTicks rosterId={rosterId} unusual={props.unusual} />
        <LookAlikePeople people={props.lookAlikes ?? []} />
        <div class="form-actions">
          <Button kind="primary" icon="download" busy="Starting…">
            {run ? 'Confirm' : 'Import'} {people(numbers.toImport)}
          </Button>
          <ButtonLink kind="quiet" href={`/rosters/${rosterId}`}>
            Back to the list
          </ButtonLink>
        </div>
      </PostForm>
    </Page>
  );
}
