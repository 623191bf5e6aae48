import type { VNode } from 'preact';
import { Button, ButtonLink } from '../../../views/components/button.js';
import { ErrorSummary, problemsOf } from '../../../views/components/error-summary.js';
import { Field } from '../../../views/components/field.js';
import { isolated, Name } from '../../../views/components/name.js';
import { Page } from '../../../views/layout/page.js';
import { PostForm } from '../../../views/components/post-form.js';
import type { TeamRef, Viewer } from '../../../views/types.js';
import { tooManyAdded } from '../../../views/words/limits.js';
import type { AddressFault } from '../../../shared/text/index.js';

interface MemberFormProps {
  visitor: Viewer;
  team: TeamRef;
  /** id of the new account: sending the form twice adds one person */
  newId: string;
  name: string;
  email: string;
  problems?:
    { readonly name?: 'missing' | 'too-long' | undefined; readonly email?: EmailProblem | undefined } | undefined;
  /** too many people were added in a minute: seconds until the next may be added */
  waitSeconds?: number | undefined;
}

/** POST /teams/:id/members: fields `id`, `name`, `email`. */
export function MemberForm({ visitor, team, newId, name, email, problems = {}, waitSeconds }: MemberFormProps): VNode {
  const nameError = problems.name && personNameProblem(problems.name);
  const emailError = problems.email && emailProblem(problems.email);
  const wait = waitSeconds === undefined ? [] : [{ text: tooManyAdded('people', waitSeconds) }];
  const back = `/teams/${team.id}`;
  return (
    <Page
      title="Add person"
      about={isolated(team.name)}
      visitor={visitor}
      current="teams"
      width="narrow"
      lead={
        <>
          The person gets an account in <Name>{team.name}</Name>.
        </>
      }
      breadcrumbs={[
        ...(visitor.role === 'client-admin' ? [] : [{ label: 'Teams', href: '/teams' }]),
        { label: team.name, href: back },
        { label: 'Add person' },
      ]}
    >
      <ErrorSummary problems={[...wait, ...problemsOf({ name: nameError, email: emailError })]} />
      <PostForm class="panel form" noValidate action={`/teams/${team.id}/members`}>
        <input type="hidden" name="id" value={newId} />
        <Field id="name" label="Name" value={name} error={nameError} maxLength={200} />
        <Field
          id="email"
          label="Email address"
          type="email"
          hint="One email address has one account."
          value={email}
          error={emailError}
          maxLength={400}
        />
        <div class="form-actions">
          <Button kind="primary" icon="user-plus">
            Add person
          </Button>
          <ButtonLink kind="quiet" href={back}>
            Back
          </ButtonLink>
        </div>
      </PostForm>
    </Page>
  );
}

export function personNameProblem(problem: 'missing' | 'too-long'): string {
  return problem === 'missing'
    ? 'Enter the person’s name.'
    : 'Shorten the name: a person’s name has at most 200 characters.';
}

type EmailProblem = AddressFault | 'already-in-this-team' | 'already-has-account';

function emailProblem(problem: EmailProblem): string {
  switch (problem) {
    case 'missing':
      return 'Enter the person’s email address.';
    case 'two-ats':
      return 'Enter one email address: this has more than one @.';
    case 'too-long':
      return 'Enter a shorter email address: it has at most 254 characters, and 64 of them before the @.';
    case 'not-complete':
      return 'Enter a whole email address, such as name@example.com.';
    case 'not-usable':
      return 'Check the email address: a blank, a dot or another character is in a place where it cannot be.';
    case 'already-in-this-team':
      return 'A person with this email address is already in this Team.';
    case 'already-has-account':
      return 'This email address already has an account in BrainStation. Use another address, or have the other account removed first.';
  }
}
