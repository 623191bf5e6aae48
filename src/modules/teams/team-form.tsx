import type { VNode } from 'preact';
import { Button, ButtonLink } from '../../views/components/button.js';
import { ErrorSummary, problemsOf } from '../../views/components/error-summary.js';
import { Field } from '../../views/components/field.js';
import { isolated } from '../../views/components/name.js';
import { Page } from '../../views/layout/page.js';
import { PostForm } from '../../views/components/post-form.js';
import type { TeamRef, Viewer } from '../../views/types.js';
import { tooManyAdded } from '../../views/words/limits.js';
import type { NameRefusal } from './team.js';

interface TeamFormProps {
  visitor: Viewer;
  /** the Team being edited (with its stored name), or the id for a new one: sending the form twice adds one Team */
  team: TeamRef | { readonly newId: string };
  /** the content of the field */
  name: string;
  problem?: NameRefusal | undefined;
  /** too many Teams were changed in a minute: seconds until the next change */
  waitSeconds?: number | undefined;
}

/** POST /teams or /teams/:id: fields `name`, `then` (`save` or `psa-import`), and `id` for a new Team. */
export function TeamForm({ visitor, team, name, problem, waitSeconds }: TeamFormProps): VNode {
  const stored = 'newId' in team ? null : team;
  const error = problem && teamNameProblem(problem);
  const wait = waitSeconds === undefined ? [] : [{ text: tooManyAdded('Teams', waitSeconds) }];
  const here = { label: stored ? 'Edit' : 'Add Team' };
  return (
    <Page
      title={stored ? 'Edit Team' : 'Add Team'}
      about={stored ? isolated(stored.name) : undefined}
      visitor={visitor}
      current="teams"
      width="narrow"
      breadcrumbs={[
        { label: 'Teams', href: '/teams' },
        ...(stored ? [{ label: stored.name, href: `/teams/${stored.id}` }] : []),
        here,
      ]}
    >
      <ErrorSummary problems={[...wait, ...problemsOf({ name: error })]} />
      <PostForm class="panel form" noValidate action={stored ? `/teams/${stored.id}` : '/teams'}>
        {'newId' in team && <input type="hidden" name="id" value={team.newId} />}
        <Field
          id="name"
          label="Team name"
          hint="The client company, as your people know it."
          value={name}
          error={error}
          maxLength={100}
        />
        <div class="form-actions">
          <Button kind="primary" name="then" value="save">
            Save
          </Button>
          <Button icon="download" name="then" value="psa-import" describedBy="then-hint">
            Save and PSA Import
          </Button>
          <ButtonLink kind="quiet" href={stored ? `/teams/${stored.id}` : '/teams'}>
            Back
          </ButtonLink>
        </div>
        <p class="hint" id="then-hint">
          PSA Import brings people from HaloPSA into this Team. It is an import, not a sync: later changes in HaloPSA do
          not come over by themselves.
        </p>
      </PostForm>
    </Page>
  );
}

function teamNameProblem(problem: NameRefusal): string {
  if (typeof problem === 'object') {
    return `You already have a Team that looks like this: “${isolated(problem.looksLike)}”. Choose another name.`;
  }
  switch (problem) {
    case 'missing':
      return 'Enter a name for the Team, such as the name of the client company.';
    case 'too-long':
      return 'Shorten the name: a Team’s name has at most 100 characters.';
  }
}
