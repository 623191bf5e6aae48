import type { ComponentChildren, VNode } from 'preact';
import { Banner } from '../../views/components/banner.js';
import { ButtonLink } from '../../views/components/button.js';
import { EmptyState } from '../../views/components/empty-state.js';
import { isolated } from '../../views/components/name.js';
import { count, people } from '../../views/components/number.js';
import { Page } from '../../views/layout/page.js';
import { backOf, Question, type ConfirmRemovalPageProps } from './confirm-removal-form.js';
import { RemovalPeopleTable } from './removal-people-table.js';
import { KeptReasons } from './removal-sum.js';
import { keptPeople, type RemovalPerson } from './removal-types.js';

/** GET and POST /imports/:id/undo, /teams/:id/members/remove: fields `version`, `people`, and who was chosen. */
export function ConfirmRemovalPage(props: ConfirmRemovalPageProps): VNode {
  const { visitor, team, undo, preview } = props;
  const { waiting: toRemove } = preview.sum;
  return (
    <Page
      title={undo ? 'Undo this import?' : toRemove > 0 ? `Remove ${people(toRemove)}?` : 'Remove people'}
      about={isolated(team.name)}
      visitor={visitor}
      current={undo ? 'imports' : 'teams'}
      breadcrumbs={
        undo
          ? [
              { label: 'Imports', href: '/imports' },
              { label: undo.group, href: `/imports/${undo.importId}` },
              { label: 'Undo' },
            ]
          : [
              { label: 'Teams', href: '/teams' },
              { label: team.name, href: `/teams/${team.id}` },
              { label: 'Remove people' },
            ]
      }
    >
      {props.changed && (
        <Banner
          kind="warning"
          title="These people have changed since you looked at them."
          text="No one was removed. Check who is listed now, then confirm again."
        />
      )}
      {preview.isBehind ? (
        <Banner
          kind="info"
          title="This page is catching up."
          text="Not everything that happened to these people is known here yet. Load the page again in a moment."
        />
      ) : toRemove === 0 ? (
        <NoOneToRemove {...props} />
      ) : (
        <Question {...props} />
      )}
      <Some title="Who is removed" all={toRemove} people={props.going} />
      <Some title="Who is kept" all={keptPeople(preview.sum)} people={props.staying} />
    </Page>
  );
}

function NoOneToRemove(props: ConfirmRemovalPageProps): VNode {
  const { undo, preview } = props;
  const back = <ButtonLink href={backOf(props)}>{undo ? 'Back to the import' : 'Back to the Team'}</ButtonLink>;
  return (
    <>
      <EmptyState icon="users" title="No one to remove" action={back}>
        {undo
          ? 'Everyone this import brought in was removed, moved or changed since.'
          : 'No member of this Team matches any more.'}
      </EmptyState>
      <KeptReasons kept={preview.sum.kept} />
    </>
  );
}

function Some({
  title,
  all,
  people: some,
}: {
  title: string;
  all: number;
  people: readonly RemovalPerson[];
}): ComponentChildren {
  if (some.length === 0) return null;
  return (
    <section class="section" aria-label={title}>
      <h2>{title}</h2>
      {all > some.length && (
        <p class="secondary">
          The first {count(some.length)} of {count(all)}.
        </p>
      )}
      <RemovalPeopleTable caption={title} people={some} open="Will be removed" />
    </section>
  );
}
