import type { VNode } from 'preact';
import { Banner } from '../../views/components/banner.js';
import { Button, ButtonForm } from '../../views/components/button.js';
import { ErrorSummary } from '../../views/components/error-summary.js';
import { Field } from '../../views/components/field.js';
import { Name } from '../../views/components/name.js';
import { Page } from '../../views/layout/page.js';
import type { BannerProps } from '../../views/types.js';

export interface DemoSignIn {
  readonly email: string;
  /** "Reseller admin" */
  readonly label: string;
}

export interface SignInPageProps {
  /** what was typed before; the password is never sent back */
  email?: string | undefined;
  problem?: SignInProblem | undefined;
  /** after too many attempts: minutes to wait */
  waitMinutes?: number | undefined;
  /** path in the portal to return to */
  next?: string | undefined;
  signedOut?: boolean | undefined;
  /** the session has ended */
  ended?: boolean | undefined;
  /** the sealed form that was sent without a session: it is returned to its owner */
  kept?: string | undefined;
  /** only in the demo: the people to sign in as, who share one password */
  demo?: { readonly password: string; readonly people: readonly DemoSignIn[] } | undefined;
}

/** GET and POST /sign-in: fields `email`, `password`, `next`, `kept`. */
export function SignInPage({ email = '', problem, waitMinutes, demo, ...page }: SignInPageProps): VNode {
  const along = carried(page);
  const why = whyHere(page);
  return (
    <Page title="Sign in" width="centred">
      {why && <Banner {...why} />}
      {problem && <ErrorSummary problems={[{ field: 'email', text: signInProblem(problem, waitMinutes) }]} />}
      <form class="panel form" noValidate method="post" action="/sign-in">
        <Field id="email" label="Email address" type="email" value={email} autocomplete="username" maxLength={400} />
        <Field id="password" label="Password" type="password" autocomplete="current-password" maxLength={128} />
        {Object.entries(along).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="form-actions">
          <Button kind="primary">Sign in</Button>
        </div>
      </form>
      {demo && <Demo {...demo} along={along} />}
    </Page>
  );
}

/** Hidden fields of the form: where to return to. */
function carried({ next, kept }: Pick<SignInPageProps, 'next' | 'kept'>): Record<string, string> {
  return { ...(next ? { next } : {}), ...(kept ? { kept } : {}) };
}

function whyHere({ signedOut, ended, kept }: SignInPageProps): BannerProps | undefined {
  if (signedOut) return { kind: 'success', title: 'You are signed out.' };
  const title = 'You are signed out: your session has ended.';
  if (kept)
    return { kind: 'warning', title, text: 'Nothing was changed. Sign in again, and you are back where you were.' };
  return ended ? { kind: 'warning', title, text: 'Sign in again to go on where you were.' } : undefined;
}

type DemoProps = NonNullable<SignInPageProps['demo']> & { along: Readonly<Record<string, string>> };

function Demo({ password, people, along }: DemoProps): VNode {
  return (
    <section class="panel demo" aria-labelledby="demo-title">
      <h2 id="demo-title">Demo</h2>
      <p>
        Look around as one of these people. They all have the password <code>{password}</code>.
      </p>
      <ul class="demo-people" role="list">
        {people.map(({ email, label }) => (
          <li key={email}>
            <span>
              <b>{label}</b>
              <span class="secondary">
                <Name>{email}</Name>
              </span>
            </span>
            <ButtonForm action="/sign-in" fields={{ email, password, ...along }} small>
              Sign in
              <span class="visually-hidden">
                {' '}
                as <Name>{email}</Name>
              </span>
            </ButtonForm>
          </li>
        ))}
      </ul>
    </section>
  );
}

export type SignInProblem = 'missing' | 'wrong' | 'too-many';

/** @param waitMinutes after too many attempts: minutes to wait */
function signInProblem(problem: SignInProblem, waitMinutes = 15): string {
  switch (problem) {
    case 'missing':
      return 'Enter your email address and your password.';
    case 'wrong':
      return 'The email address and the password do not belong together. Check both and try again.';
    case 'too-many':
      return `There were too many attempts to sign in. Try again in ${waitMinutes === 1 ? '1 minute' : `${waitMinutes} minutes`}.`;
  }
}
