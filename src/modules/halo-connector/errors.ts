import type { HaloFault } from '../../facts/index.js';

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
