import type { VNode } from 'preact';
import { Button, ButtonLink } from '../../../views/components/button.js';
import { ErrorSummary, problemsOf } from '../../../views/components/error-summary.js';
import { Field } from '../../../views/components/field.js';
import { isolated, Name } from '../../../views/components/name.js';
import { PostForm } from '../../../views/components/post-form.js';
import { Page } from '../../../views/layout/page.js';
import type { TeamRef, Viewer } from '../../../views/types.js';
import { personNameProblem } from '../add-user/member-form.js';

interface NameFormProps {
  visitor: Viewer;
  team: TeamRef;
  member: { readonly accountId: string; readonly email: string };
  /** as typed */
  name: string;
  problem?: 'missing' | 'too-long';
}

/** POST /teams/:id/members/:accountId/name: field `name`. */
export function NameForm({ visitor, team, member, name, problem }: NameFormProps): VNode {
  const error = problem && personNameProblem(problem);
  const back = `/teams/${team.id}`;
  return (
    <Page
      title="Correct the name"
      about={isolated(team.name)}
      visitor={visitor}
      current="teams"
      width="narrow"
      lead={<Name>{member.email}</Name>}
      breadcrumbs={[
        ...(visitor.role === 'client-admin' ? [] : [{ label: 'Teams', href: '/teams' }]),
        { label: team.name, href: back },
        { label: 'Correct the name' },
      ]}
    >
      <ErrorSummary problems={problemsOf({ name: error })} />
      <PostForm class="panel form" noValidate action={`${back}/members/${member.accountId}/name`}>
        <Field
          id="name"
          label="Name"
          value={name}
          error={error}
          maxLength={200}
          hint="The history keeps both names. To correct the email address, remove the person and add them with the right one."
        />
        <div class="form-actions">
          <Button kind="primary" icon="pencil">
            Correct the name
          </Button>
          <ButtonLink kind="quiet" href={back}>
            Back
          </ButtonLink>
        </div>
      </PostForm>
    </Page>
  );
}
