/** `waiting-person`: a person waits at a page for the answer. `background`: loads that run on their own. */
export type Priority = 'waiting-person' | 'background';

/** The reseller and the host that requests are charged to. */
export interface Share {
  /** host and port, as in `URL.host`: HaloPSA's limit applies to these */
  readonly host: string;
  readonly resellerId: string;
  /** whether the host has accepted credentials of this reseller */
  readonly accepted: boolean;
}

export interface Wish extends Share {
  readonly priority: Priority;
  /** time limit of the request in milliseconds: frees the slot if this process dies before it can report the answer */
  readonly longestMs: number;
}

export type SlotOrWait =
  | { readonly slot: string }
  /** No slot is free. `waitMs`: milliseconds until one may be, by the budget's clock; `retryAt`: the same as a time, for people. */
  | { readonly waitMs: number; readonly retryAt: Date };

/** The portal's own limit for a host, and how much of it one reseller has used. */
export interface BudgetUse {
  /** at most so many requests in any period of `windowMs` milliseconds */
  readonly most: number;
  readonly windowMs: number;
  /** by this reseller, in the last period */
  readonly used: number;
}

/**
 * How many more requests may be sent to a host. HaloPSA counts the requests of all processes in a rolling window (halo-api.md, "Limits and
 * faults"), so the count is kept outside the connector.
 */
export abstract class RequestBudget {
  /** Takes a slot for one request, or says when to try again. Never waits for a slot. */
  abstract take(wish: Wish): Promise<SlotOrWait>;

  /** Reports that the request has ended, with or without an answer. From now on its slot counts for one more window. Never throws. */
  abstract answered(slot: string): void;

  /**
   * Call after a 429, which can occur within the budget because other clients share HaloPSA's limit. If the refused request had accepted
   * credentials, all requests to the host pause; otherwise only this reseller's unaccepted ones do.
   * @param ms length of the pause in milliseconds
   * @returns the end of the pause
   */
  abstract pause(share: Share, ms: number): Promise<Date>;

  /** @returns null if there is no limit */
  abstract useOf(host: string, resellerId: string): Promise<BudgetUse | null>;
}

/** No limit of our own: every request is sent, and only HaloPSA refuses. */
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

  async useOf(): Promise<null> {
    return null;
  }
}
