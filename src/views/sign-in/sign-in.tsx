import type { VNode } from 'preact';
import { Banner } from '../components/banner.js';
import { Button, ButtonForm } from '../components/button.js';
import { ErrorSummary } from '../components/error-summary.js';
import { Field } from '../components/field.js';
import { Page } from '../layout/page.js';
import { signInProblem, type SignInProblem } from '../words.js';

export interface DemoSignIn {
  readonly email: string;
  /** "Reseller admin" */
  readonly label: string;
}

export interface SignInPageProps {
  /** what was typed before; the password never comes back */
  email?: string | undefined;
  problem?: SignInProblem | undefined;
  /** after too many attempts: how long to wait */
  waitMinutes?: number | undefined;
  /** path of ours to go to afterwards */
  next?: string | undefined;
  signedOut?: boolean | undefined;
  /** only where the demo runs: the people to sign in as, who share one password */
  demo?: { readonly password: string; readonly people: readonly DemoSignIn[] } | undefined;
}

/** GET and POST /sign-in: fields `email`, `password`, `next`. */
export function SignInPage({ email = '', problem, waitMinutes, next, signedOut, demo }: SignInPageProps): VNode {
  return (
    <Page title="Sign in" width="centred">
      {signedOut && <Banner kind="success" title="You are signed out." />}
      {problem && <ErrorSummary problems={[{ field: 'email', text: signInProblem(problem, waitMinutes) }]} />}
      <form class="panel form" noValidate method="post" action="/sign-in">
        <Field id="email" label="Email address" type="email" value={email} autocomplete="username" maxLength={254} />
        <Field id="password" label="Password" type="password" autocomplete="current-password" maxLength={128} />
        {next && <input type="hidden" name="next" value={next} />}
        <div class="form-actions">
          <Button kind="primary">Sign in</Button>
        </div>
      </form>
      {demo && <Demo {...demo} next={next} />}
    </Page>
  );
}

function Demo({ password, people, next }: NonNullable<SignInPageProps['demo']> & Pick<SignInPageProps, 'next'>): VNode {
  return (
    <section class="panel demo" aria-labelledby="demo-title">
      <h2 id="demo-title">Demo</h2>
      <p>
        Look around as one of these people. They all have the password <code>{password}</code>.
      </p>
      <ul class="demo-people">
        {people.map(({ email, label }) => (
          <li key={email}>
            <span>
              <b>{label}</b>
              <span class="secondary">{email}</span>
            </span>
            <ButtonForm action="/sign-in" fields={{ email, password, ...(next ? { next } : {}) }} small>
              Sign in<span class="visually-hidden"> as {email}</span>
            </ButtonForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
