import type { HaloObserver, HaloWait, StatedLimit } from './observer.js';

/** What a series of requests met of HaloPSA's limit, and of our own. */
export interface LimitSeen {
  /** requests that were sent */
  readonly requests: number;
  /** how many of them HaloPSA refused with 429 */
  readonly refused: number;
  /** milliseconds spent on waiting for a slot of our own budget, or because HaloPSA asked for it */
  readonly waitedMs: number;
  /** what HaloPSA said of its limit with the last 429; null without one */
  readonly stated: StatedLimit | null;
}

/** Passes everything on to another observer, and remembers what these requests met. */
export class LimitWatch implements HaloObserver {
  #seen: LimitSeen = { requests: 0, refused: 0, waitedMs: 0, stated: null };

  constructor(private readonly next: HaloObserver | undefined) {}

  get seen(): LimitSeen {
    return { ...this.#seen, waitedMs: Math.round(this.#seen.waitedMs) };
  }

  answered(priority: string, outcome: string, ms: number): void {
    this.#seen = { ...this.#seen, requests: this.#seen.requests + 1 };
    this.next?.answered(priority, outcome, ms);
  }

  waited(why: HaloWait, ms: number): void {
    this.#seen = { ...this.#seen, waitedMs: this.#seen.waitedMs + ms };
    this.next?.waited(why, ms);
  }

  refused(stated: StatedLimit): void {
    this.#seen = { ...this.#seen, refused: this.#seen.refused + 1, stated };
    this.next?.refused?.(stated);
  }
}
