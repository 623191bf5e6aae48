import type { Sandbox } from './sandbox.js';
import type { Application } from './types.js';

/** A minimal HTTP client for tests of the sandbox. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. The test knows what to expect. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
}

/** Every filter needed to see all people, as a careful client sends them. */
export const EVERYBODY =
  'order=id&includeactive=true&includeinactive=true&includeserviceaccount=true&includenonserviceaccount=true';

export async function ask(sandbox: Sandbox, path: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(`${sandbox.url}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

/** POST /auth/token with form fields; fields that are `undefined` are not sent. */
export function askToken(
  sandbox: Sandbox,
  fields: Record<string, string | undefined> = {},
  path = '/auth/token',
): Promise<Reply> {
  const all = {
    grant_type: 'client_credentials',
    client_id: sandbox.clientId,
    client_secret: sandbox.clientSecret,
    scope: 'read:customers',
    ...fields,
  };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return ask(sandbox, path, { method: 'POST', body: new URLSearchParams(sent) });
}

/** Sends a request with a token of the application (by default the main one) for the given scope. */
export async function signedIn(
  sandbox: Sandbox,
  application: Application = sandbox.applications.main,
  scope: string | undefined = 'all',
) {
  const reply = await askToken(sandbox, {
    client_id: application.clientId,
    client_secret: application.clientSecret,
    scope,
  });
  const headers = { authorization: `Bearer ${reply.json.access_token}` };
  return (path: string, init: RequestInit = {}) =>
    ask(sandbox, path, { ...init, headers: { ...headers, ...init.headers } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
