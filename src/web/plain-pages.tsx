import type { Visitor } from '../modules/access/index.js';

export interface ErrorPageProps {
  readonly status: number;
  readonly title: string;
  readonly message: string;
  readonly correlationId: string;
  readonly visitor?: Visitor | undefined;
}

export function ErrorPage({ status, title, message, correlationId }: ErrorPageProps) {
  return (
    <html lang="en">
      <head>
        <title>{title}</title>
      </head>
      <body>
        <h1>{title}</h1>
        <p>{message}</p>
        <p>
          {status} · <code>{correlationId}</code>
        </p>
      </body>
    </html>
  );
}

export function ErrorFragment({ title, message, correlationId }: ErrorPageProps) {
  return (
    <div role="alert">
      <strong>{title}</strong> {message} <code>{correlationId}</code>
    </div>
  );
}

export interface SignInPageProps {
  readonly email?: string;
  readonly next?: string | undefined;
  readonly error?: string | undefined;
}

export function SignInPage({ email, next, error }: SignInPageProps) {
  return (
    <html lang="en">
      <head>
        <title>Sign in</title>
      </head>
      <body>
        <form method="post" action="/sign-in">
          {error && <p role="alert">{error}</p>}
          <input name="email" type="email" value={email} />
          <input name="password" type="password" />
          {next && <input name="next" type="hidden" value={next} />}
          <button>Sign in</button>
        </form>
      </body>
    </html>
  );
}
