/**
 * Why HaloPSA did not give what was asked for. Codes only: the words belong to the views.
 *
 * - `wrong-credentials` the sign-in refused the client id, the secret, or the tenant
 * - `unknown-host` the host's name does not resolve (or the name service does not answer)
 * - `not-halopsa` something else answers there: a web page, a redirect, no such endpoint, a sign-in answer without a token
 * - `address-not-allowed` the guard refused the address; nothing was sent
 * - `other-sign-in-host` HaloPSA asks to sign in on another origin (`origin`), which nobody has agreed to; nothing was sent there
 * - `not-permitted` signed in, but the application or its agent may not read this (scope, login type, rights)
 * - `lists-not-permitted` the same, for distribution lists, which have a permission of their own
 * - `proxy-refused` a web page with 401 or 403: what stands in front of HaloPSA (a proxy, a firewall) refused, and not HaloPSA
 * - `maintenance` a web page in the place of a further page of a list that has begun to come
 * - `rate-limited` too many requests, by HaloPSA's count or by our own before one is sent; `retryAt` says when to try again
 * - `timed-out`, `unreachable` (refused, reset, TLS), `cancelled` (by the caller's signal)
 * - `halo-error` HaloPSA answered with a 5xx; `retryAt` where it says when to try again
 * - `too-large` an answer with more bytes, levels, rows or values than a list of HaloPSA has, or more groups in all than the portal reads
 * - `bad-answer` cut off, compressed although that was refused, or of a shape that is not HaloPSA's
 * - `list-broken` the pages of a list repeat themselves before all announced rows have come, or go on for ever
 * - `group-gone` the distribution list does not exist any more
 */
export type HaloFault =
  | 'wrong-credentials'
  | 'unknown-host'
  | 'not-halopsa'
  | 'address-not-allowed'
  | 'other-sign-in-host'
  | 'not-permitted'
  | 'lists-not-permitted'
  | 'proxy-refused'
  | 'maintenance'
  | 'rate-limited'
  | 'timed-out'
  | 'unreachable'
  | 'cancelled'
  | 'halo-error'
  | 'bad-answer'
  | 'too-large'
  | 'list-broken'
  | 'group-gone';

interface Particulars {
  readonly detail?: string;
  readonly retryAt?: Date;
  readonly origin?: string;
  readonly webPage?: boolean;
}

/**
 * The one error that leaves the connector. `detail` is short and made of our own words, a status, an error code of the network or of
 * OAuth (RFC 6749, 5.2): never of free text from the other side, which could repeat a secret or name a person.
 */
export class HaloError extends Error {
  readonly code: HaloFault;
  readonly detail?: string;
  /** with `rate-limited`, and with `halo-error` where it was said: not before this moment */
  readonly retryAt?: Date;
  /** with `other-sign-in-host`: where HaloPSA wants the secret to go; with other faults of the sign-in, where it had to go and went */
  readonly origin?: string;
  /** a web page was answered */
  readonly webPage: boolean;

  constructor(code: HaloFault, particulars: Particulars = {}) {
    super(particulars.detail ? `${code} (${particulars.detail})` : code);
    this.name = 'HaloError';
    this.code = code;
    this.webPage = particulars.webPage ?? false;
    if (particulars.detail !== undefined) this.detail = particulars.detail;
    if (particulars.retryAt !== undefined) this.retryAt = particulars.retryAt;
    if (particulars.origin !== undefined) this.origin = particulars.origin;
  }

  /** The same fault, met at an origin that HaloPSA had named for the sign-in. */
  askedAt(origin: string): HaloError {
    const { code, detail, retryAt, webPage } = this;
    return new HaloError(code, {
      origin,
      webPage,
      ...(detail === undefined ? {} : { detail }),
      ...(retryAt ? { retryAt } : {}),
    });
  }
}
