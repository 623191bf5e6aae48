import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { Button, ButtonLink } from '../../../views/components/button.js';
import { Icon } from '../../../views/components/icon.js';
import { LookAlikes } from '../../../views/components/look-alikes.js';
import { isolated, Name } from '../../../views/components/name.js';
import { people } from '../../../views/components/number.js';
import { PostForm } from '../../../views/components/post-form.js';
import { SumLine } from '../../../views/components/sum-line.js';
import { Page } from '../../../views/layout/page.js';
import { personName } from '../../../views/words/reasons.js';
import { psaImportCrumbs } from '../../credentials/index.js';
import { Doubts, type ListDoubts, type RosterFrame } from '../../rosters/index.js';
import { MOST_LOOK_ALIKES, type ImportNumbers, type LookAlike } from './import-preview.js';

interface RosterConfirmPageProps extends RosterFrame {
  numbers: ImportNumbers;
  /** ticked people whose name or address has look-alike letters, sorted by name; only the first ones */
  lookAlikes?: readonly LookAlike[] | undefined;
  /** sent back with the form: an import with other ticks is refused */
  tickVersion: string | number;
  /** the ticks have changed since this page was shown (409): these are the new numbers */
  changed?: boolean | undefined;
  doubts?: ListDoubts | null | undefined;
}

/** GET /rosters/:id/confirm. POST /rosters/:id/import: field `tickVersion`. */
export function RosterConfirmPage(props: RosterConfirmPageProps): VNode {
  const { visitor, team, group, rosterId, numbers, doubts } = props;
  return (
    <Page
      title={`Import ${people(numbers.toImport)}?`}
      about={isolated(team.name)}
      visitor={visitor}
      current="teams"
      breadcrumbs={psaImportCrumbs(team, { label: group.name, href: `/rosters/${rosterId}` }, { label: 'Import' })}
    >
      {props.changed && (
        <Banner
          kind="warning"
          title="The selection has changed since you looked at it."
          text="Nothing was imported. Check the new numbers below, then import."
        />
      )}
      <Doubts doubts={doubts} />
      <PostForm action={`/rosters/${rosterId}/import`} class="panel confirmation">
        <input type="hidden" name="tickVersion" value={String(props.tickVersion)} />
        <FromTo {...props} />
        <SumLine before sum={{ ...numbers, imported: numbers.toImport, waiting: 0 }} />
        <Consequences numbers={numbers} />
        <LookAlikePeople people={props.lookAlikes ?? []} />
        <div class="form-actions">
          <Button kind="primary" icon="download" busy="Starting…">
            Import {people(numbers.toImport)}
          </Button>
          <ButtonLink kind="quiet" href={`/rosters/${rosterId}`}>
            Back to the list
          </ButtonLink>
        </div>
      </PostForm>
    </Page>
  );
}

function FromTo({ team, group, numbers }: RosterConfirmPageProps): VNode {
  return (
    <div class="from-to">
      <div class="from-to-side">
        <p class="secondary">From the HaloPSA group</p>
        <p class="from-to-name">
          <Name>{group.name}</Name>
        </p>
        <p class="secondary">{people(numbers.listed)} listed</p>
      </div>
      <Icon name="arrow-right" size={24} />
      <div class="from-to-side">
        <p class="secondary">Into the Team</p>
        <p class="from-to-name">
          <Name>{team.name}</Name>
        </p>
        <p class="secondary">{people(numbers.toImport)} ticked</p>
      </div>
    </div>
  );
}

function LookAlikePeople({ people }: { people: NonNullable<RosterConfirmPageProps['lookAlikes']> }): VNode | null {
  if (people.length === 0) return null;
  return (
    <section aria-labelledby="look-alikes-title">
      <h2 id="look-alikes-title">Are these who they seem to be?</h2>
      <ul class="prose" role="list">
        {people.slice(0, MOST_LOOK_ALIKES).map((person, i) => (
          <li key={i}>
            <Name>{personName(person.name)}</Name> (<Name>{person.email ?? ''}</Name>) <LookAlikes {...person} />
          </li>
        ))}
        {people.length > MOST_LOOK_ALIKES && <li>And more: they carry the same mark in the list.</li>}
      </ul>
    </section>
  );
}

function Consequences({ numbers }: Pick<RosterConfirmPageProps, 'numbers'>): VNode {
  const { toImport, rejected, alreadyInTeam, leftOut } = numbers;
  return (
    <ul class="prose" role="list">
      <li>
        <b>{people(toImport)}</b> {toImport === 1 ? 'gets an account' : 'get accounts'} in this Team. Each email address
        is checked once more while importing.
      </li>
      {rejected > 0 && (
        <li>
          <b>{people(rejected)}</b> with a red X {rejected === 1 ? 'is' : 'are'} recorded as rejected in the history,
          with the reason.
        </li>
      )}
      {alreadyInTeam > 0 && (
        <li>
          <b>{people(alreadyInTeam)}</b> {alreadyInTeam === 1 ? 'is' : 'are'} already in this Team: nothing changes.
        </li>
      )}
      {leftOut > 0 && (
        <li>
          <b>{people(leftOut)}</b> {leftOut === 1 ? 'is' : 'are'} left out, because{' '}
          {leftOut === 1 ? 'this person is' : 'they are'} not ticked.
        </li>
      )}
      <li>This is an import, not a sync: later changes in HaloPSA do not come over by themselves.</li>
    </ul>
  );
}
