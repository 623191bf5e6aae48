/** `waiting-person`: somebody looks at a page and waits for the answer. `background`: loading that goes on by itself. */
export type Priority = 'waiting-person' | 'background';

/** Whose requests to which host are counted. */
export interface Share {
  /** host and port, as `URL.host` gives them: what HaloPSA's limit is counted for */
  readonly host: string;
  readonly resellerId: string;
  /** whether the host has accepted credentials of this reseller */
  readonly accepted: boolean;
}

export interface Wish extends Share {
  readonly priority: Priority;
  /** how long the request may take at most: should this process die before the answer, nobody else can know when it came */
  readonly longestMs: number;
}

export type SlotOrWait =
  | { readonly slot: string }
  /** None is free. `waitMs`: until the first one may be, by the clock of the budget; `retryAt`: the same as a moment, for people. */
  | { readonly waitMs: number; readonly retryAt: Date };

/**
 * How many requests a host may still be sent. HaloPSA counts the requests of a rolling window (halo-api.md, "Limits and faults"), all
 * processes together, so whoever keeps the count lies outside the connector.
 */
export abstract class RequestBudget {
  /** Takes a slot for one request, or says when to ask again. Never waits for one. */
  abstract take(wish: Wish): Promise<SlotOrWait>;

  /** The request has come to its end, with an answer or without: from now on its slot counts for one window more. Never throws. */
  abstract answered(slot: string): void;

  /**
   * HaloPSA refused a request all the same, because others share its limit. After an accepted request nobody asks this host for so long;
   * after any other, only this reseller's requests that are not accepted wait. @returns until when
   */
  abstract pause(share: Share, ms: number): Promise<Date>;
}

/** No limit of our own: each request is sent, and only HaloPSA refuses. */
export class UnlimitedRequests extends RequestBudget {
  constructor(private readonly now: () => number) {
    super();
  }

  async take(): Promise<SlotOrWait> {
    return { slot: '' };
  }

  answered(): void {}

  async pause(_share: Share, ms: number): Promise<Date> {
    return new Date(this.now() + ms);
  }
}
