import type { HaloFault } from '../../facts/index.js';

interface Particulars {
  readonly detail?: string;
  readonly retryAt?: Date;
  readonly origin?: string;
  readonly webPage?: boolean;
}

/**
 * The only error that leaves the connector. `detail` is short and contains only our own words, a status, or an error code of the network or
 * of OAuth (RFC 6749, 5.2): free text from the other side could repeat a secret or name a person.
 */
export class HaloError extends Error {
  readonly code: HaloFault;
  readonly detail?: string;
  /** with `rate-limited`, and with `halo-error` if HaloPSA says so: do not retry before this time */
  readonly retryAt?: Date;
  /**
   * with `other-sign-in-host`: the origin that HaloPSA wants the secret sent to; with other sign-in faults: the origin that it was sent to
   */
  readonly origin?: string;
  /** the answer was a web page */
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

  /** The same fault, with the sign-in origin that HaloPSA had named. */
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
