import { setTimeout as after } from 'node:timers/promises';
import { HaloError } from './errors.js';
import type { Answer, HaloHttp, HaloRequest } from './http.js';
import { outcomeOf, type HaloObserver, type HaloWait } from './observer.js';
import type { Party } from './party.js';
import type { Priority, RequestBudget, Share } from './request-budget.js';
import { statedLimit, waitAfter429, waitAsked } from './retry-after.js';

/**
 * How long a request waits for a slot: for a person, before the page says when to try again; in the background, just long enough that two
 * requests for one list, sent at the same time, keep their order.
 */
const PATIENCE_MS: Readonly<Record<Priority, number>> = { 'waiting-person': 5_000, background: 250 };

/** Requests within the budget of their host. Each takes a slot before it is sent, after the earlier requests of the same reseller. */
export class LimitedHttp {
  readonly #lastInLine = new Map<string, Promise<unknown>>();

  constructor(
    private readonly http: HaloHttp,
    private readonly budget: RequestBudget,
    readonly priority: Priority,
    private readonly now: () => number,
    private readonly observer?: HaloObserver,
  ) {}

  /**
   * Requests for a waiting person sit out a short 429, and a 503 that says how short it is. In the background the load waits instead of the
   * request.
   * @throws HaloError if the answer is incomplete or a 429; an answer with any other status is returned. Budget errors are passed on.
   */
  async send(request: HaloRequest, party: Party): Promise<Answer> {
    this.http.check(request);
    const { host } = request.url;
    const share: Share = { host, resellerId: party.resellerId, accepted: party.isAcceptedBy(host) };
    const giveUpAt = Math.min(performance.now() + PATIENCE_MS[this.priority], request.giveUpAt ?? Infinity);
    for (;;) {
      const slot = await this.inTurn(lineOf(share), () => this.slot(share, giveUpAt, request.signal));
      const answer = await this.observed(request).finally(() => this.budget.answered(slot));
      if (answer.status === 200 && request.headers?.['authorization'] !== undefined) party.acceptedBy(host);
      if (answer.status === 503 && this.priority === 'waiting-person') {
        const wait = waitAsked(answer, new Date(this.now()));
        if (wait === undefined || performance.now() + wait > giveUpAt) return answer;
        await this.pauseOf('503', wait, request.signal);
        continue;
      }
      if (answer.status !== 429) return answer;
      const wait = waitAfter429(answer, new Date(this.now()));
      this.observer?.refused?.(statedLimit(answer, new Date(this.now())));
      const retryAt = await this.budget.pause(share, wait);
      if (this.priority === 'background' || performance.now() + wait > giveUpAt) {
        throw new HaloError('rate-limited', { detail: '429', retryAt });
      }
      await this.pauseOf('429', wait, request.signal);
    }
  }

  private async observed(request: HaloRequest): Promise<Answer> {
    const begunAt = performance.now();
    const ended = (outcome: string) => this.observer?.answered(this.priority, outcome, performance.now() - begunAt);
    try {
      const answer = await this.http.send(request);
      ended(outcomeOf(answer.status));
      return answer;
    } catch (error) {
      ended(error instanceof HaloError ? error.code : 'error');
      throw error;
    }
  }

  private async inTurn<T>(line: string, take: () => Promise<T>): Promise<T> {
    const before = this.#lastInLine.get(line);
    const mine = (before ?? Promise.resolve()).then(take);
    const over = mine.catch(() => undefined);
    this.#lastInLine.set(line, over);
    void over.then(() => this.#lastInLine.get(line) === over && this.#lastInLine.delete(line));
    return mine;
  }

  /** @throws HaloError `rate-limited`, with the time when a slot may be free, if that is too long to wait */
  private async slot(share: Share, giveUpAt: number, signal: AbortSignal | undefined): Promise<string> {
    const wish = { ...share, priority: this.priority, longestMs: this.http.overallMs };
    for (;;) {
      if (signal?.aborted) throw new HaloError('cancelled');
      const taken = await this.budget.take(wish);
      if ('slot' in taken) return taken.slot;
      if (performance.now() + taken.waitMs > giveUpAt) {
        throw new HaloError('rate-limited', { detail: 'own limit', retryAt: taken.retryAt });
      }
      await this.pauseOf('own-limit', taken.waitMs, signal);
    }
  }

  /**
   * Token requests pass no signal: one serves all callers, and continues when one of them cancels. The timer does not keep the process
   * alive.
   */
  private async pauseOf(why: HaloWait, ms: number, signal: AbortSignal | undefined): Promise<void> {
    const begunAt = performance.now();
    await after(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined);
    this.observer?.waited(why, performance.now() - begunAt);
  }
}

/** The queue of a request: a reseller never waits for another, and accepted credentials never wait for unaccepted ones. */
const lineOf = ({ host, resellerId, accepted }: Share) => `${host} ${resellerId} ${accepted}`;
