/**
 * Whose requests these are. Each reseller has a share of a host's requests, and a small one until the host has accepted credentials of
 * that reseller: an address is only what somebody typed.
 */
export class Party {
  readonly #accepting: Set<string>;

  /** @param origins that have accepted stored credentials of this reseller */
  constructor(
    readonly resellerId: string,
    origins: readonly string[] = [],
  ) {
    this.#accepting = new Set(origins.map((origin) => new URL(origin).host));
  }

  isAcceptedBy(host: string): boolean {
    return this.#accepting.has(host);
  }

  acceptedBy(host: string): void {
    this.#accepting.add(host);
  }
}

/** Of credentials that name no reseller: one that nothing is known of. */
export const UNKNOWN_RESELLER = '';
