import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ECHOED, SCOPES } from './applications.js';
import { Query } from './query.js';
import type { Tokens } from './tokens.js';
import type { Application } from './types.js';
import { json, oauthError, type Answer } from './wire.js';

export interface TokenSetting {
  readonly applications: readonly Application[];
  readonly tokens: Tokens;
  /** '' if there are no tenants. */
  readonly tenant: string;
  readonly requireTenant: boolean;
  readonly lifetimeSeconds: number;
}

/**
 * POST /auth/token. The tenant may be in the query, in the form, or missing; the application's id and secret are in the form or in
 * HTTP Basic. A request without a scope gets a token too, but one that gives no access.
 */
export function tokenAnswer(headers: IncomingHttpHeaders, query: Query, body: string, setting: TokenSetting): Answer {
  if (!headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    return oauthError(400, 'invalid_request', 'The request must be form-encoded.');
  }
  const form = new Query(new URLSearchParams(body));
  const tenant = query.text('tenant') ?? form.text('tenant') ?? '';
  if (!tenantFits(tenant, setting)) return oauthError(400, 'invalid_request', 'The tenant is missing or not known.');
  if (form.text('grant_type') !== 'client_credentials') return oauthError(400, 'unsupported_grant_type');
  const application = signedIn(headers.authorization, form, setting.applications);
  if (!application) return oauthError(401, 'invalid_client', 'The client credentials are not valid.');
  const scopes = (form.text('scope') ?? '').split(/\s+/).filter((scope) => scope !== '');
  if (scopes.some((scope) => !SCOPES.includes(scope))) return oauthError(400, 'invalid_scope');
  const granted = grantedTo(application, scopes);
  if (!granted) return oauthError(400, 'invalid_scope');
  return json(
    200,
    {
      scope: (granted.length > 0 ? [...ECHOED, ...granted] : []).join(' '),
      token_type: 'Bearer',
      access_token: setting.tokens.issue({ application, scopes: granted }),
      expires_in: setting.lifetimeSeconds,
      refresh_token: `sandbox-refresh-${application.clientId}`,
      id_token: setting.tokens.issue({ application, scopes: [] }),
    },
    { 'cache-control': 'no-store' },
  );
}

function tenantFits(tenant: string, { tenant: ours, requireTenant }: TokenSetting): boolean {
  if (ours === '') return true;
  return tenant === '' ? !requireTenant : tenant.toLowerCase() === ours.toLowerCase();
}

/** The requested scopes that the application has; `all` means all of them. @returns null if the application may not ask for more */
function grantedTo(application: Application, asked: readonly string[]): string[] | null {
  if (asked.includes('all')) return [...application.scopes];
  const granted = asked.filter((scope) => application.scopes.includes(scope));
  return granted.length < asked.length && application.ungranted === 'refused' ? null : granted;
}

function signedIn(
  authorization: string | undefined,
  form: Query,
  applications: readonly Application[],
): Application | undefined {
  const basic = /^basic\s+(\S.*)$/i.exec(authorization ?? '')?.[1];
  const [id, secret] = basic === undefined ? [form.text('client_id'), form.text('client_secret')] : fromBasic(basic);
  const application = applications.find((candidate) => candidate.clientId === id?.toLowerCase());
  return application && same(application.clientSecret, secret ?? '') ? application : undefined;
}

function fromBasic(encoded: string): [string, string] {
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [decoded(id), decoded(secret.join(':'))];
}

/** Id and secret are form-encoded within Basic (RFC 6749, section 2.3.1), although not every client does this. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}

function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
