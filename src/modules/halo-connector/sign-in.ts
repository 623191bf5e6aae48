import { isRow, parseJson, signInFault } from './answers.js';
import { wholeNumber } from './numbers.js';
import { discover, type Discovered } from './discovery.js';
import { HaloError } from './errors.js';
import type { LimitedHttp } from './limited-http.js';
import { mayHaveArrived } from './may-have-arrived.js';
import { rightsIn, type Rights } from './rights.js';
import { outgoingAddress } from './outgoing-address.js';
import type { Party } from './party.js';
import type { HaloCredentials } from './types.js';

/**
 * The scopes to request, and the narrower ones to request if these are refused. `read:customers` covers clients, sites and users, and is
 * the narrowest scope that does. Distribution lists have a scope of their own, which some applications lack (halo-api.md, "Signing in").
 */
const SCOPE = 'read:customers read:distributionlists';
const SCOPE_WITHOUT_LISTS = 'read:customers';

const REFRESH_AT = 0.8;
const USUAL_LIFETIME_S = 3_600;

/** Refusals after which HaloPSA is asked where to sign in. */
const WORTH_A_LOOK: ReadonlySet<string> = new Set(['wrong-credentials', 'not-halopsa', 'proxy-refused']);

/** A token, and the time (in milliseconds since 1970) from which it should be replaced. */
export interface Held {
  readonly value: string;
  readonly refreshAt: number;
  /** origin that issued the token, and received the secret for it */
  readonly origin: string;
  /** what the token may read, as far as the answer says so */
  readonly rights: Rights;
}

/** Called with each origin that the secret was sent to. */
type Sent = (origin: string) => void;

/**
 * Signs in at `/auth/token` of the address that the admin entered. Only if that is refused, HaloPSA is asked what it says about itself.
 * Another path on the same origin, or a tenant that was left out, is tried once. Another origin is reported, and receives nothing until an
 * admin agrees to it.
 */
export async function signIn(
  http: LimitedHttp,
  party: Party,
  credentials: HaloCredentials,
  now: () => number,
  sent: Sent = () => undefined,
): Promise<Held> {
  const { baseUrl, signInOrigin, tenantId } = credentials;
  const usual = { authUrl: outgoingAddress(baseUrl, ['auth']).href, tenantId };
  const tokenFrom = (place: TokenPlace) => requestToken({ http, party, credentials, now, sent }, place);
  if (signInOrigin !== undefined) {
    const place = placeAgreedTo(await discover(http, party, baseUrl), usual, signInOrigin);
    return tokenFrom(place).catch(askedAt(originOf(place)));
  }
  try {
    return await tokenFrom(usual);
  } catch (fault) {
    if (!(fault instanceof HaloError) || !WORTH_A_LOOK.has(fault.code)) throw fault;
    const found = await discover(http, party, baseUrl).catch(() => undefined);
    const better = betterPlace(usual, found);
    if (!better) throw fault;
    const named = originOf(better);
    if (named === originOf(usual)) return await tokenFrom(better);
    // an address that can check credentials is the right one, whichever address it reports (behind a proxy, often http)
    throw fault.code === 'wrong-credentials' ? fault : new HaloError('other-sign-in-host', { origin: named });
  }
}

/**
 * An admin agreed to another origin because HaloPSA had named it. The agreement is valid only while HaloPSA still names that origin, so
 * HaloPSA is asked first: a forged form cannot name a host, and a HaloPSA that names a third one causes a new question.
 */
function placeAgreedTo(found: Discovered | undefined, usual: TokenPlace, agreed: string): TokenPlace {
  const place = betterPlace(usual, found) ?? usual;
  const origin = originOf(place);
  if (origin !== originOf(usual) && origin !== agreed) throw new HaloError('other-sign-in-host', { origin });
  return place;
}

interface TokenPlace {
  readonly authUrl: string;
  readonly tenantId: string | null;
}

const originOf = ({ authUrl }: TokenPlace) => new URL(authUrl).origin;

function betterPlace(tried: TokenPlace, found: Discovered | undefined): TokenPlace | undefined {
  const authUrl = found?.authUrl ?? tried.authUrl;
  const tenantId = tried.tenantId ?? found?.tenantId ?? null;
  return authUrl === tried.authUrl && tenantId === tried.tenantId ? undefined : { authUrl, tenantId };
}

/** Adds the origin that was finally asked to the fault: the form asks again whether that origin may receive the secret. */
const askedAt = (origin: string) => (error: unknown) => {
  throw error instanceof HaloError ? error.askedAt(origin) : error;
};

interface Asking {
  readonly http: LimitedHttp;
  readonly party: Party;
  readonly credentials: HaloCredentials;
  readonly now: () => number;
  readonly sent: Sent;
}

async function requestToken(asking: Asking, place: TokenPlace): Promise<Held> {
  try {
    return await requestScope(asking, place, SCOPE);
  } catch (error) {
    if (!(error instanceof HaloError) || !error.detail?.endsWith(' invalid_scope')) throw error;
    return requestScope(asking, place, SCOPE_WITHOUT_LISTS);
  }
}

async function requestScope(
  { http, party, credentials, now, sent }: Asking,
  place: TokenPlace,
  scope: string,
): Promise<Held> {
  const url = outgoingAddress(place.authUrl, ['token'], place.tenantId ? { tenant: place.tenantId } : {});
  const askedAt = now();
  const posted = http.send(
    {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret.reveal(),
        scope,
      }).toString(),
    },
    party,
  );
  const answer = await posted.catch((error: unknown) => {
    if (mayHaveArrived(error)) sent(url.origin);
    throw error;
  });
  sent(url.origin);
  const fault = signInFault(answer, new Date(now()));
  if (fault) throw fault;
  return { ...heldFrom(parseJson(answer), askedAt), origin: url.origin };
}

function heldFrom(body: unknown, askedAt: number): Omit<Held, 'origin'> {
  const value = isRow(body) ? body['access_token'] : undefined;
  // a header cannot contain other characters
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,12000}$/.test(value)) {
    throw new HaloError('not-halopsa', { detail: 'no token' });
  }
  const lifetime = isRow(body) ? wholeNumber(body['expires_in']) : null;
  const seconds = lifetime !== null && lifetime > 0 ? Math.min(lifetime, USUAL_LIFETIME_S * 24) : USUAL_LIFETIME_S;
  const refreshAt = askedAt + seconds * 1_000 * REFRESH_AT;
  return { value, refreshAt, rights: rightsIn(isRow(body) ? body['scope'] : undefined) };
}
