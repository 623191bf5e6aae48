import type { Resolver } from './guard.js';
import type { HaloObserver } from './observer.js';
import type { RequestBudget } from './request-budget.js';

export interface HaloTimeouts {
  /** name lookup, TCP and TLS */
  readonly connectMs: number;
  /** from sending the request to the head of the answer */
  readonly headersMs: number;
  /** between two chunks of the body */
  readonly bodyMs: number;
  /** one request, from start to end */
  readonly overallMs: number;
  /** all waits together for a person at a page: for slots, and for pauses that HaloPSA asks for */
  readonly pageMs: number;
  /** all requests together for one list of groups that a person is waiting for */
  readonly groupsMs: number;
  /** all requests together for one test of a connection */
  readonly testMs: number;
}

export interface HaloConnectorOptions {
  /** origins, also with plain http, and networks (`10.20.0.0/16`) that may be called although they are not public */
  readonly allow: readonly string[];
  readonly timeouts?: Partial<HaloTimeouts>;
  /** larger answers are refused; default 32 MiB, because a page of clients carries 100 logos */
  readonly maxAnswerBytes?: number;
  /** how many requests may be sent to a host; default: no limit of our own */
  readonly budget?: RequestBudget;
  /** counts requests and waits */
  readonly observer?: HaloObserver;
  readonly resolver?: Resolver;
  readonly userAgent?: string;
  /** the current time in milliseconds since 1970 */
  readonly now?: () => number;
}

export const TIMEOUTS: HaloTimeouts = {
  connectMs: 5_000,
  headersMs: 12_000,
  bodyMs: 10_000,
  overallMs: 15_000,
  pageMs: 20_000,
  groupsMs: 60_000,
  testMs: 30_000,
};
