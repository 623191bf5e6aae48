/**
 * The party that requests are charged to. Each reseller has a share of a host's requests, and only a small one until the host has accepted
 * that reseller's credentials: before that, the address is only unverified input.
 */
export class Party {
  readonly #accepting: Set<string>;

  /** @param origins origins that have accepted this reseller's stored credentials */
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

/** The reseller of credentials that name none. */
export const UNKNOWN_RESELLER = '';
