import type { UsersPage } from '../../halo-connector/index.js';

/**
 * HaloPSA limits the number of requests, not how many run at once (halo-api.md, "Limits"). A second request hides the latency of the first.
 */
const AT_ONCE = 2;
/** No further page is requested while this many people wait to be saved. */
const MOST_WAITING = 2_000;
/**
 * Saving one page costs the database nearly as much as saving ten, so pages are collected up to this many people, for at most TOGETHER_MS.
 */
const TOGETHER = 1_000;
const TOGETHER_MS = 100;

export interface PagesAheadOptions {
  readonly fetch: (pageNo: number, signal: AbortSignal) => Promise<UsersPage>;
  /** number of the first page */
  readonly from: number;
  /** once this returns true, no more pages are requested; those under way are still returned */
  readonly enough: () => boolean;
  readonly signal: AbortSignal;
  /** monotonic clock in milliseconds; tests pass their own */
  readonly now?: () => number;
}

/**
 * Returns the pages of a list in order, and requests further ones while earlier ones are being saved. Two requests run at once if HaloPSA's
 * announced number says that both pages exist, else one: no request is spent on a page after the end.
 */
export class PagesAhead {
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  readonly #now: () => number;
  readonly #arrived = new Map<number, UsersPage>();
  /** the next page to return, and the next to request */
  #out: number;
  #ask: number;
  #underWay = 0;
  #ended = false;
  #fault: { readonly at: number; readonly error: unknown } | undefined;
  /** the last page expected to have rows */
  #foreseen = 0;
  #rowsInPage = 1;
  #changed = Promise.withResolvers<void>();
  /** pages that have come by this time are returned */
  #handOutAt = 0;

  constructor(private readonly options: PagesAheadOptions) {
    this.#signal = AbortSignal.any([options.signal, this.#ending.signal]);
    this.#now = options.now ?? (() => performance.now());
    this.#out = this.#ask = options.from;
    this.#goOn();
  }

  /**
   * @returns the pages that have come since the last call, at least one; an empty array when no more are requested
   * @throws the error of `fetch`, after the pages before it have been returned
   */
  async next(): Promise<UsersPage[]> {
    for (;;) {
      const wait = this.#handOutAt - this.#now();
      if (wait <= 0 || this.#underWay === 0 || this.#isFull(TOGETHER)) {
        const pages = this.#inOrder();
        if (pages.length > 0) {
          this.#handOutAt = this.#now() + TOGETHER_MS;
          this.#goOn();
          return pages;
        }
        if (this.#fault?.at === this.#out) throw this.#fault.error;
        if (this.#underWay === 0) return [];
      }
      await this.#change(wait);
    }
  }

  /** Requests no more pages, and cancels those under way. */
  stop(): void {
    this.#ended = true;
    this.#ending.abort();
  }

  #inOrder(): UsersPage[] {
    const pages: UsersPage[] = [];
    for (let page = this.#arrived.get(this.#out); page; page = this.#arrived.get(this.#out)) {
      this.#arrived.delete(this.#out++);
      pages.push(page);
    }
    return pages;
  }

  #goOn(): void {
    while (!this.#ended && this.#underWay < this.#most() && !this.#isFull(MOST_WAITING) && !this.options.enough()) {
      this.#underWay++;
      void this.#fetch(this.#ask++);
    }
  }

  #most(): number {
    return this.#ask <= this.#foreseen + 1 ? AT_ONCE : 1;
  }

  #isFull(most: number): boolean {
    return [...this.#arrived.values()].reduce((people, page) => people + page.rows, 0) >= most;
  }

  /** Resolves when something has arrived; if `ms` is positive, after that many milliseconds at the latest. */
  async #change(ms: number): Promise<void> {
    const timer = ms > 0 ? setTimeout(() => this.#lookAgain(), ms) : undefined;
    await this.#changed.promise;
    clearTimeout(timer);
  }

  #lookAgain(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async #fetch(pageNo: number): Promise<void> {
    try {
      const page = await this.options.fetch(pageNo, this.#signal);
      this.#arrived.set(pageNo, page);
      if (page.rows === 0) this.#ended = true;
      // the last page is shorter and says nothing about the page size
      this.#rowsInPage = Math.max(this.#rowsInPage, page.rows);
      if (page.announced !== null) this.#foreseen = Math.ceil(page.announced / this.#rowsInPage);
    } catch (error) {
      this.#ended = true;
      if (!this.#fault || pageNo < this.#fault.at) this.#fault = { at: pageNo, error };
    }
    this.#underWay--;
    this.#goOn();
    this.#lookAgain();
  }
}
