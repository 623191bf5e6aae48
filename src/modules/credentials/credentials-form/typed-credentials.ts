import { withoutEnds } from '../../../shared/text/index.js';
import type { CredentialField, CredentialProblem } from './credential-words.js';
import type { StoredConnection } from '../credential-store.js';
import {
  baseUrlFor,
  hostedTenant,
  normaliseBaseUrl,
  Secret,
  type HaloCredentials,
} from '../../halo-connector/index.js';

/** The credentials form as typed, without the characters that pasting adds at the ends of a field. */
export interface TypedCredentials {
  readonly tenantId: string;
  readonly clientId: string;
  /** empty: keep the stored one */
  readonly clientSecret: Secret;
  readonly baseUrl: string;
  /** another origin that may receive this secret; empty for none */
  readonly allowSignInHost: string;
  /** store them even if they see no clients and would replace others */
  readonly storeAnyway: boolean;
}

export type CredentialProblems = Readonly<Partial<Record<CredentialField, CredentialProblem>>>;

export type Checked =
  | { readonly problems: CredentialProblems }
  /** nothing differs from the stored credentials, and the secret was left empty */
  | { readonly asStored: true; readonly addressFrom: AddressSource }
  | { readonly credentials: HaloCredentials; readonly addressFrom: AddressSource };

/** The form field to correct if the address is wrong. */
export type AddressSource = 'tenantId' | 'baseUrl';

const LONGEST: Readonly<Record<CredentialField, number>> = {
  tenantId: 200,
  clientId: 200,
  clientSecret: 500,
  baseUrl: 500,
};

/** @param body unvalidated request body */
export function readTyped(body: unknown): TypedCredentials {
  const fields = body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : {};
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' ? withCleanEnds(value) : '';
  };
  return {
    tenantId: text('tenantId'),
    clientId: text('clientId'),
    clientSecret: Secret.of(text('clientSecret')),
    baseUrl: text('baseUrl'),
    allowSignInHost: text('allowSignInHost'),
    storeAnyway: text('storeAnyway') === 'yes',
  };
}

/** White space, invisible characters (a byte order mark, zero-width spaces) and quotes are never part of these values. */
function withCleanEnds(text: string): string {
  return withoutEnds(text, /^[\s\p{Cf}"'“”]$/u);
}

/**
 * The credentials to try. A stored secret is only sent to the address it was stored for. With any other address, tenant or application it
 * has to be typed again; otherwise an admin could have it sent to a host of their own (security.md, "Secrets"). The agreement to another
 * sign-in origin applies only to the secret that is typed with it.
 */
export function checkTyped(typed: TypedCredentials, stored: StoredConnection | undefined): Checked {
  const address = addressOf(typed);
  const problems: Partial<Record<CredentialField, CredentialProblem>> = {
    ...('problems' in address ? address.problems : {}),
    ...valueProblem('clientId', typed.clientId),
  };
  const secret = typed.clientSecret.reveal();
  const kept = secret === '' && stored !== undefined && !stored.secretFault;
  if (!kept) Object.assign(problems, valueProblem('clientSecret', secret));
  if ('problems' in address || Object.keys(problems).length > 0) return { problems };

  const { baseUrl, tenantId, from: addressFrom } = address;
  const signInOrigin = allowedSignIn(typed);
  const { clientId } = typed;
  if (!kept) {
    const credentials = { baseUrl, tenantId, clientId, clientSecret: typed.clientSecret };
    return { credentials: signInOrigin === undefined ? credentials : { ...credentials, signInOrigin }, addressFrom };
  }
  const same =
    baseUrl === stored.baseUrl &&
    tenantId === stored.tenantId &&
    clientId === stored.clientId &&
    (signInOrigin ?? stored.signInOrigin) === stored.signInOrigin;
  return same ? { asStored: true, addressFrom } : { problems: { clientSecret: 'secret-needed' } };
}

interface Address {
  readonly baseUrl: string;
  readonly tenantId: string | null;
  readonly from: AddressSource;
}

function addressOf(typed: TypedCredentials): Address | { readonly problems: CredentialProblems } {
  const problems = { ...tooLong('tenantId', typed.tenantId), ...tooLong('baseUrl', typed.baseUrl) };
  if (Object.keys(problems).length > 0) return { problems };
  const tenant = tenantOf(typed.tenantId);
  const hasInside = /[\s\p{C}]/u.test(tenant.tenantId ?? '');
  if (hasInside) return { problems: { tenantId: 'not-understood' } };
  if (typed.baseUrl === '') {
    const baseUrl = tenant.baseUrl ?? baseUrlFor(tenant.tenantId ?? '');
    if (baseUrl) return { baseUrl, tenantId: tenant.tenantId, from: 'tenantId' };
    return { problems: { tenantId: tenant.tenantId === null ? 'missing' : 'not-understood' } };
  }
  const base = normaliseBaseUrl(typed.baseUrl);
  if ('problem' in base) return { problems: { baseUrl: 'not-understood' } };
  const filledIn = base.baseUrl === (tenant.baseUrl ?? baseUrlFor(tenant.tenantId ?? ''));
  return { baseUrl: base.baseUrl, tenantId: tenant.tenantId, from: filledIn ? 'tenantId' : 'baseUrl' };
}

/** A tenant's name, or the address of a hosted HaloPSA entered in its place. An on-premise HaloPSA has none. */
function tenantOf(text: string): { readonly tenantId: string | null; readonly baseUrl?: string } {
  if (text === '') return { tenantId: null };
  const address = /[./:]/.test(text) ? normaliseBaseUrl(text) : undefined;
  if (!address || 'problem' in address) return { tenantId: text };
  const tenantId = hostedTenant(address.baseUrl);
  return tenantId === undefined ? { tenantId: text } : { tenantId, baseUrl: address.baseUrl };
}

function allowedSignIn({ allowSignInHost }: TypedCredentials): string | undefined {
  return URL.parse(allowSignInHost)?.origin === allowSignInHost ? allowSignInHost : undefined;
}

function valueProblem(field: 'clientId' | 'clientSecret', text: string): CredentialProblems {
  if (text === '') return { [field]: 'missing' };
  return /[\s\p{C}]/u.test(text) ? { [field]: 'not-understood' } : tooLong(field, text);
}

function tooLong(field: CredentialField, text: string): CredentialProblems {
  return text.length > LONGEST[field] ? { [field]: 'too-long' } : {};
}
