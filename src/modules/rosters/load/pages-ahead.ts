import type { UsersPage } from '../../halo-connector/index.js';

/** HaloPSA counts requests, not how many run at once (halo-api.md, "Limits"): a second one hides how long each takes. */
const AT_ONCE = 2;
/** So many people may wait to be saved, before no further page is asked for. */
const MOST_WAITING = 2_000;
/** Saving one page costs the database nearly what saving ten does: so many people wait for each other, but no longer than this. */
const TOGETHER = 1_000;
const TOGETHER_MS = 100;

export interface PagesAheadOptions {
  readonly fetch: (pageNo: number, signal: AbortSignal) => Promise<UsersPage>;
  /** number of the first page */
  readonly from: number;
  /** no page is asked for once this says true; those that are under way by then are still handed out */
  readonly enough: () => boolean;
  readonly signal: AbortSignal;
  /** milliseconds of a clock that never goes back; tests put in their own */
  readonly now?: () => number;
}

/**
 * The pages of a list in order, further ones asked for while those before are saved. Two are under way where HaloPSA's announced number
 * says that both exist, else one, so that no request is spent on a page behind the end.
 */
export class PagesAhead {
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  readonly #now: () => number;
  readonly #arrived = new Map<number, UsersPage>();
  /** the page to be handed out next, and the one to be asked for next */
  #out: number;
  #ask: number;
  #underWay = 0;
  #ended = false;
  #fault: { readonly at: number; readonly error: unknown } | undefined;
  /** the last page that holds anything, as far as can be foreseen */
  #foreseen = 0;
  #rowsInPage = 1;
  #changed = Promise.withResolvers<void>();
  /** pages that have come by then are handed out */
  #handOutAt = 0;

  constructor(private readonly options: PagesAheadOptions) {
    this.#signal = AbortSignal.any([options.signal, this.#ending.signal]);
    this.#now = options.now ?? (() => performance.now());
    this.#out = this.#ask = options.from;
    this.#goOn();
  }

  /**
   * @returns what has come since the last call, at least one page; none: no more is asked for
   * @throws what `fetch` threw, after the pages before that one
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

  /** Asks for no more, and gives up what is under way. */
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

  /** Until something has come; where `ms` is positive, at most so many milliseconds. */
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
      // the last page is short, and says nothing of the others
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
