import { setTimeout as after } from 'node:timers/promises';
import { waitAfter429 } from './answers.js';
import { HaloError } from './errors.js';
import type { Answer, HaloHttp, HaloRequest } from './http.js';
import type { Priority, RequestBudget } from './request-budget.js';

/** How long somebody at a page waits for a slot, before the page says when to come back. */
const PATIENCE_MS = 5_000;

/** Requests within the budget of their host: each one takes a slot before it is sent, whatever it is for. */
export class LimitedHttp {
  constructor(
    private readonly http: HaloHttp,
    private readonly budget: RequestBudget,
    readonly priority: Priority,
    private readonly now: () => number,
  ) {}

  /** @throws HaloError for everything that is no complete answer; any status but 429 is an answer. What the budget throws. */
  async send(request: HaloRequest): Promise<Answer> {
    this.http.check(request);
    const { host } = request.url;
    const slot = await this.slot(host, request.signal);
    const answer = await this.http.send(request).finally(() => this.release(slot));
    if (answer.status !== 429) return answer;
    const retryAt = await this.budget.pause(host, waitAfter429(answer, new Date(this.now())));
    throw new HaloError('rate-limited', { detail: '429', retryAt });
  }

  /** @throws HaloError `rate-limited` with the moment at which a slot may be free: at once in the background, else after some patience */
  private async slot(host: string, signal: AbortSignal | undefined): Promise<string> {
    const wish = { host, priority: this.priority, longestMs: this.http.overallMs };
    const giveUpAt = performance.now() + (this.priority === 'background' ? 0 : PATIENCE_MS);
    for (;;) {
      const taken = await this.budget.take(wish);
      if ('slot' in taken) return taken.slot;
      if (performance.now() + taken.waitMs > giveUpAt) {
        throw new HaloError('rate-limited', { detail: 'own limit', retryAt: taken.retryAt });
      }
      await after(taken.waitMs, undefined, signal ? { signal } : {}).catch(() => undefined);
      if (signal?.aborted) throw new HaloError('cancelled');
    }
  }

  /** Where this fails the slot comes back by itself, a little later. */
  private async release(slot: string): Promise<void> {
    await this.budget.answered(slot).catch(() => undefined);
  }
}
