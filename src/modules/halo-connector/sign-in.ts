import { isRow, parseJson, signInFault } from './answers.js';
import { wholeNumber } from './clean.js';
import { discover, type Discovered } from './discovery.js';
import { HaloError } from './errors.js';
import { endpoint } from './guard.js';
import type { LimitedHttp } from './limited-http.js';
import type { Party } from './party.js';
import type { HaloCredentials } from './types.js';

/** All that the application needs: it covers clients, sites and users, and there is no narrower one (halo-api.md, "Signing in"). */
const SCOPE = 'read:customers';

const REFRESH_AT = 0.8;
const USUAL_LIFETIME_S = 3_600;

/** Refusals after which HaloPSA is asked where to sign in. */
const WORTH_A_LOOK: ReadonlySet<string> = new Set(['wrong-credentials', 'not-halopsa', 'proxy-refused']);

/** A token, and the moment (in milliseconds since 1970) from which a new one is better. */
export interface Held {
  readonly value: string;
  readonly refreshAt: number;
}

/**
 * Signs in at `/auth/token` of the address that the admin named. Only when that is refused HaloPSA is asked what it says of itself: another
 * path on the same origin or an unnamed tenant is tried once; another origin is reported, and sees nothing until a person has named it.
 */
export async function signIn(
  http: LimitedHttp,
  party: Party,
  credentials: HaloCredentials,
  now: () => number,
): Promise<Held> {
  const { origin, signInOrigin, tenantId } = credentials;
  const usual = { authUrl: endpoint(signInOrigin ?? origin, '/auth').href, tenantId };
  try {
    return await requestToken(http, party, credentials, usual, now);
  } catch (fault) {
    if (!(fault instanceof HaloError) || !WORTH_A_LOOK.has(fault.code)) throw fault;
    const found = await discover(http, party, origin).catch(() => undefined);
    const better = betterPlace(usual, found);
    if (!better) throw fault;
    const elsewhere = new URL(better.authUrl).origin;
    if (elsewhere === (signInOrigin ?? origin)) return requestToken(http, party, credentials, better, now);
    // an address that knows what wrong credentials are is the right one, whatever it calls itself (behind a proxy, often http)
    throw fault.code === 'wrong-credentials' ? fault : new HaloError('other-sign-in-host', { origin: elsewhere });
  }
}

interface Place {
  readonly authUrl: string;
  readonly tenantId: string | null;
}

function betterPlace(tried: Place, found: Discovered | undefined): Place | undefined {
  const authUrl = found?.authUrl ?? tried.authUrl;
  const tenantId = tried.tenantId ?? found?.tenantId ?? null;
  return authUrl === tried.authUrl && tenantId === tried.tenantId ? undefined : { authUrl, tenantId };
}

async function requestToken(
  http: LimitedHttp,
  party: Party,
  credentials: HaloCredentials,
  place: Place,
  now: () => number,
): Promise<Held> {
  const { origin, pathname } = new URL(place.authUrl);
  const url = endpoint(origin, `${pathname}/token`);
  if (place.tenantId) url.searchParams.set('tenant', place.tenantId);
  const askedAt = now();
  const answer = await http.send(
    {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret.reveal(),
        scope: SCOPE,
      }).toString(),
    },
    party,
  );
  const fault = signInFault(answer, new Date(now()));
  if (fault) throw fault;
  return heldFrom(parseJson(answer), askedAt);
}

function heldFrom(body: unknown, askedAt: number): Held {
  const value = isRow(body) ? body['access_token'] : undefined;
  // a header cannot carry anything else
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,12000}$/.test(value)) {
    throw new HaloError('not-halopsa', { detail: 'no token' });
  }
  const lifetime = isRow(body) ? wholeNumber(body['expires_in']) : null;
  const seconds = lifetime !== null && lifetime > 0 ? Math.min(lifetime, USUAL_LIFETIME_S * 24) : USUAL_LIFETIME_S;
  return { value, refreshAt: askedAt + seconds * 1_000 * REFRESH_AT };
}
