import { setTimeout as after } from 'node:timers/promises';
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
}

/**
 * Returns the pages of a list in order, and requests further ones while earlier ones are being saved. Two requests run at once if HaloPSA's
 * announced number says that both pages exist, else one: no request is spent on a page after the end.
 */
export class PagesAhead {
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  /** the pages requested and not returned yet, in order */
  readonly #asked: Promise<UsersPage>[] = [];
  #next: number;
  #underWay = 0;
  #isOver = false;
  /** the last page expected to have rows */
  #foreseen = 0;
  #rowsInPage = 1;

  constructor(private readonly options: PagesAheadOptions) {
    this.#signal = AbortSignal.any([options.signal, this.#ending.signal]);
    this.#next = options.from;
    this.#ask();
  }

  /**
   * @returns the next pages, at least one; an empty array when no more are requested
   * @throws the error of `fetch`, after the pages before it have been returned
   */
  async next(): Promise<UsersPage[]> {
    const timeIsUp = after(TOGETHER_MS, undefined, { ref: false });
    const pages: UsersPage[] = [];
    for (let people = 0; people < TOGETHER; people += pages.at(-1)?.rows ?? 0) {
      const [first] = this.#asked;
      // An error behind other pages stays in place, and is thrown by the next call.
      const page = await (pages.length === 0 ? first : Promise.race([first, timeIsUp]).catch(() => undefined));
      if (!page) break;
      pages.push(page);
      void this.#asked.shift();
      this.#ask();
    }
    return pages;
  }

  /** Requests no more pages, and cancels those under way. */
  stop(): void {
    this.#isOver = true;
    this.#ending.abort();
  }

  #ask(): void {
    while (!this.#isOver && this.#underWay < this.#most() && !this.#isFull() && !this.options.enough()) {
      const page = this.#fetch(this.#next++);
      // The rejection surfaces in next(). The page may also never be taken.
      page.catch(() => undefined);
      this.#asked.push(page);
    }
  }

  #most(): number {
    return this.#next <= this.#foreseen + 1 ? AT_ONCE : 1;
  }

  #isFull(): boolean {
    return this.#asked.length * this.#rowsInPage >= MOST_WAITING;
  }

  async #fetch(pageNo: number): Promise<UsersPage> {
    this.#underWay++;
    try {
      const page = await this.options.fetch(pageNo, this.#signal);
      if (page.rows === 0) this.#isOver = true;
      // the last page is shorter and says nothing about the page size
      this.#rowsInPage = Math.max(this.#rowsInPage, page.rows);
      if (page.announced !== null) this.#foreseen = Math.ceil(page.announced / this.#rowsInPage);
      return page;
    } catch (error) {
      this.#isOver = true;
      throw error;
    } finally {
      this.#underWay--;
      this.#ask();
    }
  }
}
