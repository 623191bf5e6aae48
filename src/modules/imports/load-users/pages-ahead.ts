import type { UsersPage } from '../../halo-connector/index.js';

/** So many people may wait to be saved, before no further page is asked for. */
const MOST_WAITING = 2_000;

export interface PagesAheadOptions {
  readonly fetch: (pageNo: number, signal: AbortSignal) => Promise<UsersPage>;
  /** number of the first page */
  readonly from: number;
  /** no page is asked for once this says true; those that have come by then are still handed out */
  readonly enough: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * The pages of a list in order, the next one asked for while those before are saved. One request at a time, and none behind a page
 * without rows: no list goes on there.
 */
export class PagesAhead {
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  #waiting: UsersPage[] = [];
  #fault: unknown;
  #ended = false;
  #changed = Promise.withResolvers<void>();

  constructor(private readonly options: PagesAheadOptions) {
    this.#signal = AbortSignal.any([options.signal, this.#ending.signal]);
    void this.#run(options.from);
  }

  /** @returns what has come since the last call, at least one page; none: no more is asked for. @throws what `fetch` threw, after the pages before it */
  async next(): Promise<UsersPage[]> {
    while (this.#waiting.length === 0 && !this.#ended) await this.#changed.promise;
    if (this.#waiting.length === 0 && this.#fault !== undefined) throw this.#fault;
    const pages = this.#waiting;
    this.#waiting = [];
    this.#tell();
    return pages;
  }

  /** Asks for no more, and gives up what is under way. */
  stop(): void {
    this.#ending.abort();
    this.#tell();
  }

  async #run(from: number): Promise<void> {
    try {
      for (let pageNo = from; !this.#signal.aborted && !this.options.enough(); pageNo++) {
        const page = await this.options.fetch(pageNo, this.#signal);
        this.#waiting.push(page);
        this.#tell();
        if (page.rows === 0) break;
        while (this.#isFull() && !this.#signal.aborted) await this.#changed.promise;
      }
    } catch (error) {
      this.#fault = error;
    }
    this.#ended = true;
    this.#tell();
  }

  #isFull(): boolean {
    return this.#waiting.reduce((people, page) => people + page.rows, 0) >= MOST_WAITING;
  }

  /** Wakes whoever waits for a change: of the two sides only one does at a time. */
  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
