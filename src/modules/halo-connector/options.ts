import type { Resolver } from './guard.js';
import type { RequestBudget } from './request-budget.js';

export interface HaloTimeouts {
  /** name and TCP and TLS */
  readonly connectMs: number;
  /** from the request to the head of the answer */
  readonly headersMs: number;
  /** between two pieces of the body */
  readonly bodyMs: number;
  /** one request from beginning to end */
  readonly overallMs: number;
  /** all waits together of who waits at a page: for slots, and for what HaloPSA asks to wait */
  readonly pageMs: number;
  /** all requests together of who waits at a page for a list of groups */
  readonly groupsMs: number;
}

export interface HaloConnectorOptions {
  /** origins, also of plain http, and networks (`10.20.0.0/16`) that may be called although they are not public */
  readonly allow: readonly string[];
  readonly timeouts?: Partial<HaloTimeouts>;
  /** an answer with more bytes is refused; 32 MiB unless told: a page of clients carries 100 logos */
  readonly maxAnswerBytes?: number;
  /** how many requests a host may be sent; no limit of our own unless told */
  readonly budget?: RequestBudget;
  readonly resolver?: Resolver;
  readonly userAgent?: string;
  /** the time in milliseconds since 1970 */
  readonly now?: () => number;
}

export const TIMEOUTS: HaloTimeouts = {
  connectMs: 5_000,
  headersMs: 12_000,
  bodyMs: 10_000,
  overallMs: 15_000,
  pageMs: 20_000,
  groupsMs: 60_000,
};
